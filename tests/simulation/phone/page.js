// Starts the worker that keeps claims, and passes on what it reports.
"use strict";
const worker = new Worker("/submitting.js", { type: "module" });
worker.onmessage = (event) => console.log(event.data);
worker.onerror = (event) => console.log(JSON.stringify({ error: event.message }));
worker.postMessage({ first: Number(location.hash.slice(1)) });
