//! One receipt: every line with its points and why, what was refunded, and what that did.

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::html;
use crate::ui::states::{failed_page, refusal, skeleton};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::receipts::{GetReceipt, Receipt, ReceiptLine, ReceiptRefund, ReceiptStep};
use shuke_face::{Page, date, escape};
use shuke_rules::earning::EarnReason;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Points};

pub fn receipt_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let receipt = Read::<GetReceipt>::recalling(center, id, &Empty {});
    dynamic(move || match receipt.get() {
        Load::Loaded(receipt) => html(center.with_boot_now(|boot| {
            let time = time_of_day(receipt.at, &boot.brand.time_zone, t.lang);
            Words { boot, t }.page(&receipt, &time)
        })),
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || receipt.again()),
        state => skeleton(t, Page::Receipt.title(t.lang), state == Load::LoadingSlowly),
    })
}

/// How this brand and this language call things.
struct Words<'a> {
    boot: &'a Boot,
    t: &'static Texts,
}

impl Words<'_> {
    fn page(&self, receipt: &Receipt, time: &str) -> String {
        let t = self.t.receipts();
        let store = receipt.store.as_ref().map_or(t.online_or_imported, |store| self.t.lang.pick(store));
        let lines: String = receipt.lines.iter().map(|line| self.line(line)).collect();
        format!(
            r#"{}<article class="slip"><header class="slip-head"><h1>{}</h1><p class="note">{} {time} · {}</p></header>{}{}{}{}</article><p class="note">{}</p><p class="note">{}</p>"#,
            self.consequences(&receipt.refunds),
            escape(store),
            self.day(receipt.day),
            escape(&(t.number)(&receipt.number)),
            list(&lines),
            self.sums(receipt),
            self.points(receipt),
            self.refunds(receipt),
            self.lasting(receipt),
            (t.counted)(receipt.rule_version),
        )
    }

    fn day(&self, day: Day) -> String {
        let today = self.boot.card.as_ref().map_or(day, |card| card.today);
        date(day, today, self.t.lang)
    }

    fn tier_name<'b>(&'b self, id: &'b TierId) -> &'b str {
        self.boot.rules.tier(id).map_or(id.0.as_str(), |tier| self.t.lang.pick(&tier.name))
    }

    /// A line: what, its way to what was paid, and its share of the points with the reason.
    fn line(&self, line: &ReceiptLine) -> String {
        let t = self.t.receipts();
        let class = self.boot.rules.earning.class(&line.class);
        let class = escape(class.map_or(line.class.0.as_str(), |class| self.t.lang.pick(&class.name)));
        let mut why = match line.reason {
            EarnReason::ClassRate => (t.by_rate)(&class, &line.points_per_yuan.to_string(), &line.points.to_string()),
            EarnReason::ClassEarnsNothing => (t.earns_nothing)(&class),
            EarnReason::TooFarDiscounted => (t.too_far_off)(&class),
            EarnReason::Unknown => t.unknown_reason.to_owned(),
        };
        if line.refunded > Fen::ZERO {
            why.extend([" · ", &(t.refunded)(&line.refunded.to_string())]);
        }
        let quantity = if line.quantity == 1 { String::new() } else { format!(" × {}", line.quantity) };
        let name = if line.name.is_empty() { class } else { escape(&line.name) };
        format!("<div><dt>{name}{quantity}</dt><dd>¥{}</dd>{}{}</div>", line.list, self.way(line), note(&why))
    }

    /// From the list price to what was paid; nothing where these are the same.
    fn way(&self, line: &ReceiptLine) -> String {
        let t = self.t.receipts();
        if line.list == line.paid {
            return String::new();
        }
        let steps: String = match line.steps.as_slice() {
            [] => step(t.off, &format!("−¥{}", line.list - line.paid)),
            steps => steps.iter().map(|step| self.step(step)).collect(),
        };
        steps + &step(&format!("<b>{}</b>", t.paid), &format!("<b>¥{}</b>", line.paid))
    }

    /// What took something off a line, and how much.
    fn step(&self, taken: &ReceiptStep) -> String {
        let name = match taken.points {
            Points::ZERO => escape(self.t.lang.pick(&taken.name)),
            points => (self.t.receipts().by_points)(&points.to_string()),
        };
        step(&name, &format!("−¥{}", taken.off))
    }

    fn sums(&self, receipt: &Receipt) -> String {
        let t = self.t.receipts();
        let off = receipt.list - receipt.paid;
        let off = if off > Fen::ZERO { row(t.off, &format!("−¥{off}"), "") } else { String::new() };
        let gifts: String = receipt.gifts.iter().map(|gift| row(t.gift, &escape(self.t.lang.pick(gift)), "")).collect();
        let fee = receipt.delivery;
        let delivery = if fee > Fen::ZERO { row(t.delivery, &format!("¥{fee}"), "") } else { String::new() };
        list(&(gifts + &off + &delivery + &total(t.paid, "", &format!("¥{}", receipt.paid + fee))))
    }

    fn points(&self, receipt: &Receipt) -> String {
        let t = self.t.receipts();
        let times = (t.times)(&escape(self.tier_name(&receipt.tier)), &receipt.multiplier.to_string());
        list(&(row(&times, "", "") + &total(t.earned, "plus", &format!("+{}", receipt.earned))))
    }

    fn refunds(&self, receipt: &Receipt) -> String {
        let t = self.t.receipts();
        if receipt.refunds.is_empty() {
            return String::new();
        }
        let one = |refund: &ReceiptRefund| {
            let amount = format!(r#"<span class="minus">−¥{}</span>"#, refund.amount);
            let mut told = (t.taken_back)(&self.day(refund.day), &refund.taken_back.to_string());
            if refund.points_back > Points::ZERO {
                told.push_str(&(t.points_back)(&refund.points_back.to_string()));
            }
            row(t.refund, &amount, &told)
        };
        let rows: String = receipt.refunds.iter().map(one).collect();
        list(&(rows + &total(t.left, "", &(receipt.earned - receipt.taken_back).to_string())))
    }

    /// What refunds did beyond the money: debt, a tier that went.
    fn consequences(&self, refunds: &[ReceiptRefund]) -> String {
        let t = self.t.receipts();
        let owed: Points = refunds.iter().map(|refund| refund.debt).sum();
        let mut told = String::new();
        if owed > Points::ZERO {
            told.push_str(&refusal(&(t.debt_title)(&owed.to_string()), t.debt));
        }
        for (from, to) in refunds.iter().filter_map(|refund| refund.tier_undone.as_ref()) {
            told.push_str(&refusal(t.undone_title, &(t.undone)(self.tier_name(from), self.tier_name(to))));
        }
        told
    }

    fn lasting(&self, receipt: &Receipt) -> String {
        let t = self.t.receipts();
        receipt.points_until.map_or(t.for_good.to_owned(), |day| (t.until)(&self.day(day)))
    }
}

fn list(rows: &str) -> String {
    format!(r#"<dl class="slip-lines">{rows}</dl>"#)
}

/// What, the figure, and a note under them when there is one.
fn row(what: &str, figure: &str, under: &str) -> String {
    format!("<div><dt>{what}</dt><dd>{figure}</dd>{}</div>", note(under))
}

/// A step below a line.
fn step(name: &str, figure: &str) -> String {
    format!(r#"<dd class="slip-step">{name}<span>{figure}</span></dd>"#)
}

fn note(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(r#"<dd class="note">{text}</dd>"#) }
}

fn total(what: &str, class: &str, figure: &str) -> String {
    format!(r#"<div class="slip-total"><dt>{what}</dt><dd class="{class}">{figure}</dd></div>"#)
}
