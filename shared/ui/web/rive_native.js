// Stands in for a script that the client would ask of a CDN; nothing here plays such animations.
window.RiveNative = () => new Promise(() => {});
