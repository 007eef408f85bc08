// What the two pages beside ours show: the same member, the same facts.

const STYLE = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#f6f5f1;color:#1b1b18}main{max-width:30rem;margin:auto;padding:1rem;display:grid;gap:1rem}
section{background:#fff;border-radius:12px;padding:1rem}h1{margin:0;font-size:1.5rem}h2{margin:0;font-size:1rem}p{margin:.25rem 0 0}.card{background:#2f6b3a;color:#fff;min-height:11rem}.big{font-size:2rem}ul{padding-left:1.2rem;margin:.5rem 0 0}`;

/** The member's facts out of what our server answers to `GET /api/v1/boot`. */
export function view({ brand, rules, card }) {
  const tier = rules.tiers.find(one => one.id === card.standing.tier) ?? {};
  const next = card.next && { tier: rules.tiers.find(one => one.id === card.next.tier)?.name.zh ?? card.next.tier, amount: card.next.amount / 100 };
  return {
    brand: brand.name.zh,
    name: card.name,
    number: card.number,
    tier: tier.name?.zh ?? card.standing.tier,
    points: card.points,
    next,
    benefits: (tier.benefits ?? []).map(one => one.zh),
  };
}

const escape = text => String(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
const head = title => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style>`;

/** Everything in one answer: nobody can be faster with the same content. */
export function limitPage(data) {
  const next = data.next ? `<p>再消费 ¥${data.next.amount} 升级为${escape(data.next.tier)}</p>` : '<p>已是最高等级</p>';
  const benefits = data.benefits.map(one => `<li>${escape(one)}</li>`).join('');
  return `${head(data.brand)}<main><section class="card"><h1>${escape(data.tier)}</h1><p id="name">${escape(data.name)}</p><p>${escape(data.number)}</p></section>
<section><h2>积分</h2><p class="big">${escape(data.points)}</p></section><section><h2>下一等级</h2>${next}</section><section><h2>会员权益</h2><ul>${benefits}</ul></section></main>`;
}

/** An empty page and a script: what a small client-rendered app is. */
export function preactPage() {
  return `${head('会员')}<main id="app"></main><script type="module" src="/app.js"></script>`;
}
