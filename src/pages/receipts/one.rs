//! One receipt: every line with its points and why, what was refunded, and what that did.

use crate::calls::{Load, Read};
use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::states::{FailedPage, Skeleton};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::receipts::{GetReceipt, Receipt, ReceiptLine, ReceiptRefund};
use shuke_face::date;
use shuke_rules::earning::EarnReason;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Points};

pub fn receipt_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let receipt = Read::<GetReceipt>::new(center, id, Empty {});
    (move || match receipt.get() {
        Load::Loaded(receipt) => center.with_boot_now(|boot| Words { boot, t }.page(&receipt)),
        Load::Failed(failure) => {
            let explained = t.problems.explain(&failure);
            view! { <FailedPage explained retry=t.shell.retry again=move || receipt.again() /> }.into_any()
        }
        state => {
            let slow = state == Load::LoadingSlowly;
            view! { <Skeleton title=t.receipts.one slow loading=t.shell.loading /> }.into_any()
        }
    })
    .into_any()
}

/// How this brand and this language call things.
struct Words<'a> {
    boot: &'a Boot,
    t: &'static Texts,
}

impl Words<'_> {
    fn page(&self, receipt: &Receipt) -> AnyView {
        let t = &self.t.receipts;
        let store = receipt.store.as_ref().map_or(t.online_or_imported, |store| self.t.lang.pick(store)).to_owned();
        let time = time_of_day(receipt.at, &self.boot.brand.time_zone, self.t.lang);
        let head = format!("{} {time} · {}", self.day(receipt.day), (t.number)(&receipt.number));
        let refunds = (!receipt.refunds.is_empty()).then(|| self.refunds(receipt));
        let version = (t.version)(receipt.rule_version);
        view! {
            {self.consequences(&receipt.refunds)}
            <article class="slip">
                <header class="slip-head">
                    <h1>{store}</h1>
                    <p class="note">{head}</p>
                </header>
                <dl class="slip-lines">{receipt.lines.iter().map(|line| self.line(line)).collect_view()}</dl>
                {self.sums(receipt)}
                {self.points(receipt)}
                {refunds}
            </article>
            <p class="note">{self.lasting(receipt)} " " {t.floor} " " {version}</p>
        }
        .into_any()
    }

    fn day(&self, day: Day) -> String {
        let today = self.boot.card.as_ref().map_or(day, |card| card.today);
        date(day, today, self.t.lang)
    }

    fn tier(&self, id: &TierId) -> String {
        self.boot.rules.tier(id).map_or(id.0.as_str(), |tier| self.t.lang.pick(&tier.name)).to_owned()
    }

    /// A line: what, what was paid, and its share of the points with the reason.
    fn line(&self, line: &ReceiptLine) -> impl IntoView + use<> {
        let t = &self.t.receipts;
        let class = self.boot.rules.earning.class(&line.class);
        let class = class.map_or(line.class.0.as_str(), |class| self.t.lang.pick(&class.name));
        let why = match line.reason {
            EarnReason::ClassRate => (t.by_rate)(class, &line.points_per_yuan.to_string(), &line.points.to_string()),
            EarnReason::ClassEarnsNothing => (t.earns_nothing)(class),
            EarnReason::TooFarDiscounted => (t.too_far_off)(class),
            EarnReason::Unknown => t.unknown_reason.to_owned(),
        };
        let list = (line.list != line.paid).then(|| format!(" · {}", (t.list_price)(&line.list.to_string())));
        let back = (line.refunded > Fen::ZERO).then(|| format!(" · {}", (t.refunded)(&line.refunded.to_string())));
        let quantity = if line.quantity == 1 { String::new() } else { format!(" × {}", line.quantity) };
        view! {
            <div>
                <dt>{line.name.clone()} {quantity}</dt>
                <dd>{format!("¥{}", line.paid)}</dd>
                <dd class="note">{why} {list} {back}</dd>
            </div>
        }
    }

    fn sums(&self, receipt: &Receipt) -> impl IntoView + use<> {
        let t = &self.t.receipts;
        let off = receipt.list - receipt.paid;
        let off = (off > Fen::ZERO).then(|| plain_row(t.off.to_owned(), format!("−¥{off}")));
        view! {
            <dl class="slip-lines">
                {off} <div class="slip-total">
                    <dt>{t.paid}</dt>
                    <dd>{format!("¥{}", receipt.paid)}</dd>
                </div>
            </dl>
        }
    }

    fn points(&self, receipt: &Receipt) -> impl IntoView + use<> {
        let t = &self.t.receipts;
        let times = (t.times)(&self.tier(&receipt.tier), &receipt.multiplier.to_string());
        view! {
            <dl class="slip-lines">
                {plain_row(times, String::new())} <div class="slip-total">
                    <dt>{t.earned}</dt>
                    <dd class="plus">{format!("+{}", receipt.earned)}</dd>
                </div>
            </dl>
        }
    }

    fn refunds(&self, receipt: &Receipt) -> impl IntoView + use<> {
        let t = &self.t.receipts;
        let rows = receipt.refunds.iter().map(|refund| {
            let taken = (t.taken_back)(&self.day(refund.day), &refund.taken_back.to_string());
            view! {
                <div>
                    <dt>{t.refund}</dt>
                    <dd>
                        <span class="minus">{format!("−¥{}", refund.amount)}</span>
                    </dd>
                    <dd class="note">{taken}</dd>
                </div>
            }
        });
        view! {
            <dl class="slip-lines">
                {rows.collect_view()} <div class="slip-total">
                    <dt>{t.left}</dt>
                    <dd>{(receipt.earned - receipt.taken_back).to_string()}</dd>
                </div>
            </dl>
        }
    }

    /// What refunds did beyond the money: debt, a tier that went.
    fn consequences(&self, refunds: &[ReceiptRefund]) -> impl IntoView + use<> {
        let t = &self.t.receipts;
        let owed: Points = refunds.iter().map(|refund| refund.debt).sum();
        let debt = (owed > Points::ZERO).then(|| refusal((t.debt_title)(&owed.to_string()), t.debt.to_owned()));
        let undone = refunds.iter().filter_map(|refund| refund.tier_undone.as_ref());
        let undone: Vec<_> = undone
            .map(|(from, to)| refusal(t.undone_title.to_owned(), (t.undone)(&self.tier(from), &self.tier(to))))
            .collect();
        view! { {debt} {undone} }
    }

    fn lasting(&self, receipt: &Receipt) -> String {
        let t = &self.t.receipts;
        receipt.points_until.map_or(t.for_good.to_owned(), |day| (t.until)(&self.day(day)))
    }
}

fn plain_row(what: String, figure: String) -> impl IntoView {
    view! {
        <div>
            <dt>{what}</dt>
            <dd>{figure}</dd>
        </div>
    }
}

fn refusal(title: String, text: String) -> impl IntoView {
    view! {
        <div class="refusal">
            <b>{title}</b>
            <p>{text}</p>
        </div>
    }
}
