//! One receipt: every line with its points and why, what was refunded, and what that did.

use crate::shapes::states::{note, refusal};
use crate::words::Texts;
use crate::{Markup, Page, date, html, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::receipts::{Receipt, ReceiptLine, ReceiptRefund, ReceiptStep};
use shuke_rules::earning::EarnReason;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Points};

/// `time`: that of the purchase, as only a browser knows how to say it.
pub fn receipt(receipt: &Receipt, time: &str, boot: &Boot, t: &Texts) -> Markup {
    Words { boot, t }.page(receipt, time)
}

/// How this brand and this language call things.
struct Words<'a> {
    boot: &'a Boot,
    t: &'a Texts,
}

impl Words<'_> {
    fn page(&self, receipt: &Receipt, time: &str) -> Markup {
        let t = self.t.receipts();
        let store = receipt.store.as_ref().map_or(t.online_or_imported, |store| self.t.lang.pick(store));
        html! {
            (self.consequences(&receipt.refunds))
            article.slip {
                header.slip-head {
                    h1 { (store) }
                    p.note { (self.day(receipt.day)) " " (time) " · " ((t.number)(&receipt.number)) }
                }
                dl.slip-lines { @for line in &receipt.lines { (self.line(line)) } }
                (self.sums(receipt))
                (self.points(receipt))
                (self.refunds(receipt))
            }
            (note(&self.lasting(receipt)))
            (note(&(t.counted)(receipt.rule_version)))
        }
    }

    fn day(&self, day: Day) -> String {
        let today = self.boot.card.as_ref().map_or(day, |card| card.today);
        date(day, today, self.t.lang)
    }

    fn tier_name<'b>(&'b self, id: &'b TierId) -> &'b str {
        tier_name(&self.boot.rules, id, self.t.lang)
    }

    /// A line: what, its way to what was paid, and its share of the points with the reason.
    fn line(&self, line: &ReceiptLine) -> Markup {
        let class = self.t.lang.pick(&line.class_name);
        html! {
            div {
                dt {
                    (named(line, if line.name.is_empty() { class } else { &line.name }))
                    @if line.quantity != 1 { " × " (line.quantity) }
                }
                dd { "¥" (line.list.to_string()) }
                (self.way(line))
                (aside(&self.why(line, class)))
            }
        }
    }

    /// Why a line has its share of the points, and what of it came back.
    fn why(&self, line: &ReceiptLine, class: &str) -> String {
        let t = self.t.receipts();
        let mut why = match line.reason {
            EarnReason::ClassRate => (t.by_rate)(class, &line.points_per_yuan.to_string(), &line.points.to_string()),
            EarnReason::ClassEarnsNothing => (t.earns_nothing)(class),
            EarnReason::TooFarDiscounted => (t.too_far_off)(class),
            EarnReason::Unknown => t.unknown_reason.to_owned(),
        };
        if line.refunded > Fen::ZERO {
            why.extend([" · ", &(t.refunded)(&line.refunded.to_string())]);
        }
        why
    }

    /// From the list price to what was paid; nothing where these are the same.
    fn way(&self, line: &ReceiptLine) -> Markup {
        let t = self.t.receipts();
        html! {
            @if line.list != line.paid {
                @if line.steps.is_empty() { (step(t.off, line.list - line.paid)) }
                @for taken in &line.steps { (step(&self.taken(taken), taken.off)) }
                dd.slip-step { b { (t.paid) } span { b { "¥" (line.paid.to_string()) } } }
            }
        }
    }

    /// What took something off a line.
    fn taken(&self, step: &ReceiptStep) -> String {
        match step.points {
            Points::ZERO => self.t.lang.pick(&step.name).to_owned(),
            points => (self.t.receipts().by_points)(&points.to_string()),
        }
    }

    fn sums(&self, receipt: &Receipt) -> Markup {
        let t = self.t.receipts();
        let (off, fee) = (receipt.list - receipt.paid, receipt.delivery);
        html! {
            dl.slip-lines {
                @for gift in &receipt.gifts { (row(t.gift, self.t.lang.pick(gift))) }
                @if off > Fen::ZERO { (row(t.off, &format!("−¥{off}"))) }
                @if fee > Fen::ZERO { (row(t.delivery, &format!("¥{fee}"))) }
                (total(t.paid, "", &format!("¥{}", receipt.paid + fee)))
            }
        }
    }

    fn points(&self, receipt: &Receipt) -> Markup {
        let t = self.t.receipts();
        html! {
            dl.slip-lines {
                (row(&(t.times)(self.tier_name(&receipt.tier), &receipt.multiplier.to_string()), ""))
                (total(t.earned, "plus", &format!("+{}", receipt.earned)))
            }
        }
    }

    fn refunds(&self, receipt: &Receipt) -> Markup {
        let t = self.t.receipts();
        html! {
            @if !receipt.refunds.is_empty() {
                dl.slip-lines {
                    @for refund in &receipt.refunds {
                        div {
                            dt { (t.refund) }
                            dd { span.minus { "−¥" (refund.amount.to_string()) } }
                            (aside(&self.refunded(refund)))
                        }
                    }
                    (total(t.left, "", &(receipt.earned - receipt.taken_back).to_string()))
                }
            }
        }
    }

    /// When a refund was, and what it did to the points.
    fn refunded(&self, refund: &ReceiptRefund) -> String {
        let t = self.t.receipts();
        let mut told = (t.taken_back)(&self.day(refund.day), &refund.taken_back.to_string());
        if refund.points_back > Points::ZERO {
            told.push_str(&(t.points_back)(&refund.points_back.to_string()));
        }
        told
    }

    /// What refunds did beyond the money: debt, a tier that went.
    fn consequences(&self, refunds: &[ReceiptRefund]) -> Markup {
        let t = self.t.receipts();
        let short: Points = refunds.iter().map(|refund| refund.shortfall).sum();
        html! {
            @if short > Points::ZERO { (refusal(&(t.shortfall_title)(&short.to_string()), t.shortfall)) }
            @for (from, to) in refunds.iter().filter_map(|refund| refund.tier_undone.as_ref()) {
                (refusal(t.undone_title, &(t.undone)(self.tier_name(from), self.tier_name(to))))
            }
        }
    }

    fn lasting(&self, receipt: &Receipt) -> String {
        let t = self.t.receipts();
        receipt.points_until.map_or(t.for_good.to_owned(), |day| (t.until)(&self.day(day)))
    }
}

/// What a line is called: the way to it where the catalogue has it.
fn named(line: &ReceiptLine, name: &str) -> Markup {
    let Some(goods) = &line.goods else { return html! { (name) } };
    html! {
        a.slip-goods href=(Page::Good.of(&goods.number.0)) {
            @if let Some(source) = &goods.picture {
                img src=(source) width="40" height="40" alt="" loading="lazy" decoding="async";
            }
            (name)
        }
    }
}

/// What, and the figure.
fn row(what: &str, figure: &str) -> Markup {
    html! { div { dt { (what) } dd { (figure) } } }
}

/// A step below a line: what took how much off.
fn step(name: &str, off: Fen) -> Markup {
    html! { dd.slip-step { (name) span { "−¥" (off.to_string()) } } }
}

fn aside(text: &str) -> Markup {
    html! { dd.note { (text) } }
}

fn total(what: &str, class: &str, figure: &str) -> Markup {
    html! { div.slip-total { dt { (what) } dd class=(class) { (figure) } } }
}
