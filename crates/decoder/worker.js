// Reads codes off the page's own thread: however long it looks, the page lives on. Says `true` once it can or `false` if it never
// will; then of each picture `{ points, width }` the text, or `null`. One that it cannot bear ends it, as an error that its owner hears of.
import init, { read } from "./decoder.js";

// A QR code does not say how its bytes are meant. Everybody writes UTF-8; of what is anything else one learns that it is none of ours, and
// no text that it may never have held.
const TEXT = new TextDecoder();

let barsFirst = true;

onmessage = ({ data: { points, width } }) => {
  const bytes = read(points, width, (barsFirst = !barsFirst));
  postMessage(bytes ? TEXT.decode(bytes) : null);
};

init({ module_or_path: "/__SHUKE_DECODER__" }).then(
  () => postMessage(true),
  () => postMessage(false),
);
