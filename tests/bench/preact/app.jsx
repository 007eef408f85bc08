// The tiny Preact page: the same facts as the others, asked for after the script has come.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

function Card() {
  const [data, setData] = useState(null);
  useEffect(() => {
    fetch('/card.json').then(answer => answer.json()).then(setData);
  }, []);
  if (!data) return <section>…</section>;
  return (
    <>
      <section class="card"><h1>{data.tier}</h1><p id="name">{data.name}</p><p>{data.number}</p></section>
      <section><h2>积分</h2><p class="big">{data.points}</p></section>
      <section><h2>下一等级</h2>{data.next ? <p>再消费 ¥{data.next.amount} 升级为{data.next.tier}</p> : <p>已是最高等级</p>}</section>
      <section><h2>会员权益</h2><ul>{data.benefits.map(one => <li>{one}</li>)}</ul></section>
    </>
  );
}

render(<Card />, document.getElementById('app'));
