// A public screen has no context menu, no zoom by pinching and nothing to drag.
for (const name of ["contextmenu", "dragstart", "gesturestart"]) {
  document.addEventListener(name, (event) => event.preventDefault());
}
