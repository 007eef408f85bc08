// Modules that are here, each with what brings its other half: when the app has taken the page over, or at once when somebody is faster.
let isTaken;
const halves = [];
const all = () => {
    isTaken = true;
    halves.forEach((made) => made.come());
};
// While a page is left nothing can be had any more in place: then the app is not told, and leaves nothing undone, since nobody has done anything yet.
addEventListener("visibilitychange", (event) => {
    try {
        halves.forEach((made) => made.inPlace());
    } catch {
        event.stopImmediatePropagation();
    }
}, true);
// Where every byte is paid for: when somebody stays.
document.addEventListener("taken", () => {
    const { saveData, effectiveType } = navigator.connection ?? {};
    if (!saveData && !/2g$/.test(effectiveType)) return all();
    ["pointerdown", "keydown"].forEach((kind) => addEventListener(kind, all, { once: true }));
});
// Before 115 Chromium compiles nothing above 4 kB where the page waits for it.
const isAtOnce = (() => {
    const empty = new Uint8Array(5008);
    empty.set([0, 97, 115, 109, 1, 0, 0, 0, 0, 133, 39]);
    try {
        return !!new WebAssembly.Module(empty);
    } catch {}
})();
function half(number, given) {
    const file = address(number);
    let isHere, coming;
    const compiled = async () => {
        const module = await WebAssembly.compileStreaming(fetch(file));
        if (!isHere) await WebAssembly.instantiate(module, { $: given() });
        isHere = true;
    };
    const made = {
        // Whoever asks: once, unless it did not come.
        come() {
            coming ??= compiled().catch(() => (coming = undefined));
            return coming;
        },
        inPlace() {
            if (isHere) return;
            const asked = new XMLHttpRequest();
            asked.open("GET", file, false);
            asked.overrideMimeType("text/plain; charset=x-user-defined");
            asked.send();
            const bytes = Uint8Array.from(asked.response, (one) => one.charCodeAt());
            new WebAssembly.Instance(new WebAssembly.Module(bytes), { $: given() });
            isHere = true;
        },
        now() {
            try {
                made.inPlace();
            } catch (failure) {
                // Nothing goes on without it, so the page begins anew. Once is enough: what the server drew leads on by itself.
                if (Date.now() - sessionStorage.rest < 1e4) throw failure;
                sessionStorage.rest = Date.now();
                location.reload();
                throw failure;
            }
        },
        // Before anything can want it, where it cannot be brought at once; or where the service worker has it at hand, which some engines do not ask
        // for what is waited for in place.
        early: () => (isAtOnce && !navigator.serviceWorker?.controller) || made.come(),
    };
    halves.push(made);
    if (isTaken) made.come();
    return made;
}
let first;
export const bring = () => first.now();
export const begin = (exports) => {
    first = half(FIRST_REST, () => exports);
    return first.early();
};
function address(number) {
    return new URL(`./part${number}-RELEASE.wasm`, import.meta.url);
}
// How a file of its own comes, with the number of its other half where it has one.
function piece(number, rest) {
    return () => {
        const source = fetch(address(number));
        source.catch(() => {});
        return async (imports) => {
            let made;
            if (rest) imports.__first.$rest = () => made.now();
            const done = await WebAssembly.instantiateStreaming(source, imports);
            if (rest) {
                made = half(rest, () => done.instance.exports);
                await made.early();
            }
            return done;
        };
    };
}
