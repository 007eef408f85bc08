//! What is said of an order, as HTML: its state, its steps, what comes next, its code.

use super::model::{Step, When, steps};
use crate::i18n::Texts;
use crate::ui::markup::paragraphs;
use crate::ui::qr::qr;
use crate::ui::when::time_of_day;
use shuke_contract::orders::Order;
use shuke_face::shapes::coupon_summary::pack_list;
use shuke_face::{Icon, Page, date, escape, icon, month_and_day};
use shuke_rules::mall::{OrderState, Way};
use shuke_rules::{Day, Fen, Instant, Points};

/// How this brand and this language call things.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub zone: &'a str,
    pub t: &'static Texts,
}

const fn is_express(way: Way) -> bool {
    matches!(way, Way::ExpressForPoints | Way::ExpressForMoney)
}

/// In a word.
pub fn state(state: OrderState, way: Way, t: &Texts) -> &'static str {
    let o = t.orders();
    match (state, way) {
        (OrderState::Reserved, _) => o.reserved,
        (OrderState::Received, Way::AtOnce) => t.packs().given,
        (OrderState::Placed, way) if is_express(way) => o.placed_to_send,
        (OrderState::Placed, _) => o.placed,
        (OrderState::Ready, Way::Voucher) => o.ready_voucher,
        (OrderState::Ready, _) => o.ready,
        (OrderState::PickedUp, Way::Voucher) => o.used,
        (OrderState::PickedUp, _) => o.picked_up,
        (OrderState::Shipped, _) => o.shipped,
        (OrderState::Received, _) => o.received,
        (OrderState::Expired, _) => o.expired,
        (OrderState::Cancelled, _) => o.cancelled,
        (OrderState::Returned, _) => o.returned,
        (OrderState::Unknown, _) => o.unknown,
    }
}

/// What a claim is called.
pub fn claim(order: &Order, t: &Texts) -> &'static str {
    if order.way == Way::AtOnce { t.packs().claim } else { t.orders().claim }
}

/// The picture, or a gift where there is none.
pub fn art(picture: Option<&str>) -> String {
    match picture {
        Some(source) => format!(
            r#"<img class="ware-art" src="{}" width="400" height="400" alt="" decoding="async" loading="lazy">"#,
            escape(source)
        ),
        None => format!(r#"<span class="ware-art">{}</span>"#, icon(Icon::Gift)),
    }
}

impl Words<'_> {
    fn day(&self, day: Day, order: &Order) -> String {
        date(day, order.today, self.t.lang)
    }

    /// Picture, name and state.
    pub fn head(&self, order: &Order) -> String {
        let lang = self.t.lang;
        format!(
            r#"<div class="order-head">{}<div><h1 class="page-title">{}</h1><p class="lede">{} · {}</p></div></div>"#,
            art(order.item.picture.as_deref()),
            state(order.state, order.way, self.t),
            escape(lang.pick(&order.item.name)),
            self.t.price(order.price),
        )
    }

    /// What the member does or waits for.
    pub fn next(&self, order: &Order) -> String {
        let o = self.t.orders();
        let due = if order.due > Fen::ZERO { (o.due)(&order.due.to_string()) } else { String::new() };
        let said = match order.state {
            OrderState::Reserved if order.way == Way::AtOnce => (self.t.packs().next_reserved)(&order.due.to_string()),
            OrderState::Reserved => (o.next_reserved)(&order.due.to_string()),
            OrderState::Placed if is_express(order.way) => o.next_to_send.to_owned(),
            OrderState::Placed => [o.next_placed, self.t.lang.gap(), &due].concat(),
            OrderState::Ready if order.way == Way::Voucher => [o.next_voucher, self.t.lang.gap(), &due].concat(),
            OrderState::Ready => [o.next_ready, self.t.lang.gap(), &due].concat(),
            OrderState::Shipped => (o.next_shipped)(order.received_by.map(|day| self.day(day, order)).as_deref()),
            OrderState::PickedUp | OrderState::Received => match order.claim_until.filter(|_| order.claim.is_none()) {
                Some(day) if order.way == Way::AtOnce => (self.t.packs().next_claim)(&self.day(day, order)),
                Some(day) => (o.next_claim)(&self.day(day, order)),
                None => o.next_over.to_owned(),
            },
            OrderState::Expired => o.next_expired.to_owned(),
            OrderState::Cancelled => o.next_cancelled.to_owned(),
            OrderState::Returned if order.way == Way::AtOnce => self.t.packs().next_returned.to_owned(),
            OrderState::Returned => o.next_returned.to_owned(),
            OrderState::Unknown => String::new(),
        };
        format!("<p>{said}</p>{}", self.back(order))
    }

    /// What came back to the member.
    fn back(&self, order: &Order) -> String {
        let o = self.t.orders();
        if order.state.holds() {
            return String::new();
        }
        let points = (order.price.points > Points::ZERO)
            .then(|| format!(r#"<p class="plus">+{}</p>"#, (o.back)(&order.price.points.to_string())));
        let money = order.price.fen - order.due;
        let money = (order.state == OrderState::Returned && money > Fen::ZERO)
            .then(|| format!(r#"<p class="plus">{}</p>"#, (o.back_money)(&money.to_string())));
        points.into_iter().chain(money).collect()
    }

    /// What a pack gives, or gave: with the way to it once it did.
    pub fn gives(&self, order: &Order) -> String {
        if order.item.gives.is_empty() {
            return String::new();
        }
        let o = self.t.packs();
        let list = pack_list(&order.item.gives, self.t).into_string();
        let (heading, way) = match order.state {
            OrderState::Received => (
                o.gave,
                format!(
                    r#"<div class="actions"><a class="button" href="{}">{}</a></div>"#,
                    Page::Coupons.path(),
                    o.to_coupons
                ),
            ),
            OrderState::Returned => (o.gave, format!("<p>{}</p>", o.withdrawn)),
            _ => (o.gives, String::new()),
        };
        format!(r#"<section class="section"><h2>{heading}</h2>{list}{way}</section>"#)
    }

    pub fn steps(&self, order: &Order) -> String {
        let rows: String = steps(order).iter().map(|step| self.step(step, order)).collect();
        format!(r#"<section class="section"><h2>{}</h2><ol class="steps">{rows}</ol></section>"#, self.t.orders().steps)
    }

    fn step(&self, step: &Step, order: &Order) -> String {
        let o = self.t.orders();
        let (class, at, said) = match step.when {
            When::Done(at, day) => ("done", self.moment(at, day), String::new()),
            When::Now(at, day) => ("now", self.moment(at, day), format!(r#"<span class="sr">, {}</span>"#, o.here)),
            When::Ahead => ("ahead", String::new(), format!(r#"<span class="sr">, {}</span>"#, o.ahead)),
        };
        let current = if class == "now" { r#" aria-current="step""# } else { "" };
        let undone = step
            .undone
            .as_ref()
            .map_or(String::new(), |reason| format!(r#"<span class="note">{}</span>"#, (o.undone)(&escape(reason))));
        format!(
            r#"<li class="step {class}"{current}><b>{}{said}</b><span class="note">{at}</span>{undone}</li>"#,
            state(step.state, order.way, self.t)
        )
    }

    fn moment(&self, at: Instant, day: Day) -> String {
        let time = time_of_day(at, self.zone, self.t.lang);
        format!("{} {time}", month_and_day(day.month(), day.day_of_month(), self.t.lang))
    }

    /// The code as digits and for a scanner, white in every mode.
    pub fn pass(&self, order: &Order) -> String {
        let o = self.t.orders();
        let Some(code) = &order.code else { return String::new() };
        let (name, hint) = match (order.state, order.way) {
            (OrderState::Reserved, _) => (o.pay_code, o.pay_code_hint),
            (_, Way::Voucher) => (o.voucher_code, o.voucher_code_hint),
            _ => (o.code, o.code_hint),
        };
        format!(
            r#"<section class="pass white"><h2>{}</h2>{}<p class="code-digits" data-code="{}">{}</p><p class="note">{}</p></section>"#,
            name,
            qr(code.as_str(), o.qr),
            code.as_str(),
            code.grouped(),
            hint,
        )
    }

    /// Where it is collected, or where it goes.
    pub fn place(&self, order: &Order) -> String {
        let (o, lang) = (self.t.orders(), self.t.lang);
        if let Some(store) = &order.store {
            let words = format!(
                "{}<small>{}</small><small>{}</small>",
                escape(lang.pick(&store.name)),
                escape(lang.pick(&store.address)),
                escape(lang.pick(&store.hours))
            );
            return place(o.shop, &words);
        }
        let Some(address) = &order.address else { return String::new() };
        let words = format!(
            "<bdi>{}</bdi> {}<small>{} {}</small>",
            escape(&address.name),
            address.phone.as_str(),
            escape(&address.region),
            escape(&address.street)
        );
        place(o.address, &words)
    }

    /// What was agreed, as it was then.
    pub fn terms(&self, order: &Order) -> String {
        let (o, lang) = (self.t.orders(), self.t.lang);
        let text = lang.pick(&order.item.terms);
        let own = paragraphs(text);
        format!(
            r#"<section class="section"><h2>{}</h2>{own}<p class="note">{}</p></section>"#,
            o.terms,
            (o.number)(&escape(&order.id))
        )
    }
}

fn place(heading: &str, words: &str) -> String {
    format!(
        r#"<section class="section"><h2>{heading}</h2><p class="place">{}<span>{words}</span></p></section>"#,
        icon(Icon::Shop)
    )
}
