//! The script that pages get: `wx`, which believes only what is signed with the ticket that was lent when it was fetched, for the address that
//! WeChat sees on that phone (`wxSeesFirst` says otherwise), and writes down what pages pass on.

/// A policy lets no page ask another server, so the script itself knows the ticket, as no real one does. `wxTold` holds what a page told;
/// `wxScans` is what is scanned.
const WX: &str = r"(() => {
  const sha1 = (text) => {
    const bytes = [...text].map((one) => one.charCodeAt(0)), bits = bytes.length * 8;
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let at = 7; at >= 0; at -= 1) bytes.push(Math.floor(bits / 2 ** (at * 8)) & 255);
    const turned = (word, by) => (word << by) | (word >>> (32 - by));
    let sum = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
    for (let from = 0; from < bytes.length; from += 64) {
      const words = [];
      for (let at = 0; at < 80; at += 1) {
        const i = from + at * 4;
        words[at] = at < 16
          ? (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3]
          : turned(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1);
      }
      let [a, b, c, d, e] = sum;
      words.forEach((word, at) => {
        const [mixed, constant] =
          at < 20 ? [(b & c) | (~b & d), 0x5a827999] : at < 40 ? [b ^ c ^ d, 0x6ed9eba1]
          : at < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
        [a, b, c, d, e] = [(turned(a, 5) + mixed + e + constant + word) | 0, a, turned(b, 30), c, d];
      });
      sum = [a, b, c, d, e].map((one, at) => (one + sum[at]) | 0);
    }
    return sum.map((one) => (one >>> 0).toString(16).padStart(8, '0')).join('');
  };
  const told = (window.wxTold = { config: 0, believed: 0, errors: 0, cancelled: 0, shares: [] });
  // It is ready once it was told anything, whether that was right or not; of those who wait the last one counts. Each call is held against what
  // the page was configured with last, and the address that WeChat sees then.
  let ready, error, isReady = false, last;
  const seen = () => {
    const first = performance.getEntriesByType('navigation')[0].name;
    const isFirst = window.wxSeesFirst ?? /iPhone|iPad/.test(navigator.userAgent);
    return (isFirst ? first : location.href).split('#')[0];
  };
  const believes = () => {
    const { appId, nonceStr, timestamp, signature } = last;
    const signed = sha1(`jsapi_ticket=TICKET&noncestr=${nonceStr}&timestamp=${timestamp}&url=${seen()}`);
    return appId === 'APP_ID' && 'TICKET' !== '' && signed === signature;
  };
  const answer = (call, { success, fail, complete, ...asked }, does) => setTimeout(() => {
    const believed = believes();
    told[believed ? 'believed' : 'errors'] += 1;
    if (believed) does(asked);
    (believed ? success : fail)?.({ errMsg: call + (believed ? ':ok' : ':the permission value is offline verifying') });
    complete?.();
  }, 0);
  window.wx = {
    ready(one) { if (isReady) one(); else ready = one; },
    error(one) { error = one; },
    config(asked) {
      last = asked;
      told.config += 1;
      told.asked = asked.jsApiList;
      setTimeout(() => {
        const believed = believes();
        isReady = true;
        if (!believed) error?.({ errMsg: 'config:invalid signature' });
        ready?.();
        ready = undefined;
      }, 0);
    },
    updateAppMessageShareData(data) {
      answer('updateAppMessageShareData', data, (asked) => told.shares.push({ to: 'chat', ...asked }));
    },
    updateTimelineShareData(data) {
      answer('updateTimelineShareData', data, (asked) => told.shares.push({ to: 'moments', ...asked }));
    },
    scanQRCode({ needResult, success, cancel, fail }) {
      if (needResult !== 1 || !last || !believes()) return fail({ errMsg: 'scanQRCode:permission denied' });
      setTimeout(() => {
        if (window.wxScans) return success({ resultStr: window.wxScans });
        told.cancelled += 1;
        cancel({ errMsg: 'scanQRCode:cancel' });
      }, 0);
    },
  };
})();
";

pub fn wx(app_id: &str, ticket: &str) -> String {
    WX.replace("TICKET", ticket).replace("APP_ID", app_id)
}
