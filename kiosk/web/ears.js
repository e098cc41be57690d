// The ear of the page: holds the microphone only while the server says so, and sends nothing of what it hears while the
// page itself sounds. Tells whether there is a microphone, the rate at which it records, whether what is said is heard
// now, and why it is not.
(() => {
  const AGAIN = 1000; // milliseconds after which a lost line is asked for anew
  const ECHO = 300; // milliseconds in which a room still holds what the page said
  let socket = null, wanted = false, gate = true, sounding = false, echo = 0, held = null, opening = 0;
  let of = 0, told = { open: false, of };

  const tell = (news) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(news instanceof ArrayBuffer ? news : JSON.stringify(news));
  };
  const hears = () => held !== null && !gate && !sounding && !echo;
  const report = () => { // each opening is told of what was asked for last; what is shut was told of before
    const open = hears();
    if (open === told.open && (!open || of === told.of)) return;
    told = { open, of };
    tell(told);
  };
  const look = async () => {
    const found = await navigator.mediaDevices.enumerateDevices();
    tell({ microphone: found.some(({ kind }) => kind === "audioinput") });
  };
  const release = () => {
    opening += 1;
    held?.stream.getTracks().forEach((track) => track.stop());
    held?.context.close();
    held = null;
    report();
  };
  const open = async () => {
    const mine = ++opening;
    let stream = null, context = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      context = new AudioContext();
      await context.audioWorklet.addModule("ears_worklet.js");
      await context.resume();
    } catch (error) {
      if (mine === opening) tell({ fault: error.name === "NotAllowedError" ? "refused" : "lost" });
    }
    if (!context || context.state === "closed" || mine !== opening) { // refused, or not wanted any more
      stream?.getTracks().forEach((track) => track.stop());
      context?.close();
      return;
    }
    for (const track of stream.getAudioTracks()) track.addEventListener("ended", () => tell({ fault: "lost" }));
    const ears = new AudioWorkletNode(context, "ears", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    ears.port.addEventListener("message", ({ data }) => {
      if (hears()) tell(data);
    });
    ears.port.start();
    held = { stream, context, source: context.createMediaStreamSource(stream) };
    held.source.connect(ears);
    tell({ rate: context.sampleRate });
    report();
  };
  const connect = () => {
    socket = new WebSocket(`${location.origin.replace("http", "ws")}/ears`);
    socket.addEventListener("open", look);
    socket.addEventListener("message", ({ data }) => {
      const asked = JSON.parse(data), { on } = asked;
      ({ gate, of } = asked);
      report();
      if (on === wanted) return;
      wanted = on;
      if (on) open();
      else release();
    });
    socket.addEventListener("close", () => {
      wanted = false;
      release();
      setTimeout(connect, AGAIN);
    });
  };
  addEventListener("sounding", ({ detail }) => {
    if (detail) {
      clearTimeout(echo);
      echo = 0;
    } else if (sounding) {
      echo = setTimeout(() => {
        echo = 0;
        report();
      }, ECHO);
    }
    sounding = detail;
    report();
  });
  fetch("ears").then(({ status }) => {
    if (status !== 200 || !navigator.mediaDevices) return; // nothing here understands speech
    navigator.mediaDevices.addEventListener("devicechange", look);
    connect();
  }).catch(() => {});
})();
