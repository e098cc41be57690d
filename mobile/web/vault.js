// Keys that never become bytes: CryptoKey handles, and a little text beside them, in IndexedDB.
const STORE = "keys";

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open("nuanchuang", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

async function within(mode, work) {
  const transaction = (await database).transaction(STORE, mode, { durability: "strict" });
  const asked = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const vault = {
  get: (name) => within("readonly", (store) => store.get(name)),
  put: (name, value) => within("readwrite", (store) => store.put(value, name)),
  drop: (name) => within("readwrite", (store) => store.delete(name)),
};
