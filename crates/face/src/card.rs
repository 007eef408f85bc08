//! The card: who, which tier, how many points, what one has, what is on, what is missing, what keeps it, what ends next.

mod today;

pub use today::check_in;

use crate::shapes::kit;
use crate::words::{FirstScreen, first_screen};
use crate::{Icon, Lang, Markup, Page, Render, date, html, perks, ring, seal, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, CouponsInHand, NowOn};
use shuke_rules::policy::{Tier, TierId};
use shuke_rules::tiers::{Missing, Rules, Step, Why};
use shuke_rules::{Count, Day, Fen};

/// The sections of the card page that both sides draw. One without content is not there.
pub fn card_body(boot: &Boot, card: &Card, lang: Lang) -> Markup {
    let page = CardPage { boot, card, lang, t: first_screen(lang) };
    let tier = boot.rules.tier(&card.standing.tier);
    html! {
        (page.card(tier))
        (page.points())
        (page.ways())
        (check_in(card, lang))
        (page.told())
        @for text in &card.notes { p.note { (lang.pick(text)) } }
        (page.now_on())
        (page.next())
        (page.keep())
        (page.ends())
        (page.benefits(tier))
    }
}

struct CardPage<'a> {
    boot: &'a Boot,
    card: &'a Card,
    lang: Lang,
    t: &'static FirstScreen,
}

impl CardPage<'_> {
    fn rules(&self) -> &Rules {
        &self.boot.rules
    }

    fn date(&self, day: Day) -> String {
        date(day, self.card.today, self.lang)
    }

    fn tier_name<'a>(&'a self, id: &'a TierId) -> &'a str {
        tier_name(self.rules(), id, self.lang)
    }

    fn card(&self, tier: Option<&Tier>) -> Markup {
        let material = tier.map(|tier| tier.material).unwrap_or_default();
        html! {
            section.tier-card.material data-material=(material.class()) aria-label=(self.t.member_card) {
                div.tier-card-head {
                    h1.tier-card-tier { (self.tier_name(&self.card.standing.tier)) }
                    span.seal aria-hidden="true" { (seal(&self.boot.brand)) }
                }
                @if let Some(name) = &self.card.name { p.tier-card-name { bdi { (name) } } }
                p.tier-card-number { (self.card.number.grouped()) }
            }
        }
    }

    fn points(&self) -> Markup {
        html! {
            section.points {
                a href=(Page::Points) {
                    p.note { (self.t.points) }
                    p.figure { (self.card.points.to_string()) }
                }
                @if !self.card.debt.is_zero() { p.note { ((self.t.debt)(&self.card.debt.to_string())) } }
            }
        }
    }

    /// The ways to what one has. Points are not among them: their figure stands right above and leads there itself. In their place is what one
    /// asks in a shop, before paying.
    fn ways(&self) -> Markup {
        let (has, lang) = (self.boot.has, self.lang);
        let usable = self.card.coupons.map(|held| Count::from(held.usable));
        let ways = [
            (has.coupons, Page::Coupons, Icon::Coupon, Page::Coupons.title(lang)),
            (has.mall, Page::Orders, Icon::Parcel, self.t.redeemed),
            (true, Page::Receipts, Icon::Receipt, Page::Receipts.title(lang)),
            (has.coupons, Page::Preview, Icon::Tag, self.t.work_out),
        ];
        html! {
            ul.ways {
                @for (is_there, page, icon, name) in ways {
                    @if is_there {
                        li {
                            a href=(page) {
                                @match usable {
                                    Some(usable) if page == Page::Coupons => b { (usable) },
                                    _ => (icon),
                                }
                                " " span { (name) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A tier that went down is told, and why.
    fn told(&self) -> Markup {
        let Some(Step { day, from, to, why }) = &self.card.last_step else { return Markup::default() };
        if self.rules().rank(to) >= self.rules().rank(from) {
            return Markup::default();
        }
        let (from, to, day) = (self.tier_name(from), self.tier_name(to), self.date(*day));
        let told = match why {
            Why::Refund => (self.t.undone_by_refund)(from, to, &day),
            Why::Review { spend, .. } => (self.t.lowered_by_review)(from, to, &day, &spend.to_string()),
            _ => return Markup::default(),
        };
        html! { p.note { (told) } }
    }

    /// What one can take part in, with what of it changes next.
    fn now_on(&self) -> Markup {
        html! {
            @if self.boot.has.referral || !self.card.now_on.is_empty() {
                section.section {
                    h2 { (self.t.now_on) }
                    ul.rows.now-on {
                        @for one in &self.card.now_on { (self.one_on(one)) }
                        @if self.boot.has.referral { (self.friends()) }
                    }
                }
            }
        }
    }

    /// There is no end to bringing friends: it stands behind what has one.
    fn friends(&self) -> Markup {
        way(&Page::Referral, &kit::card("invite"), &Page::Referral.title(self.lang), self.t.both_get)
    }

    fn one_on(&self, one: &NowOn) -> Markup {
        let day = self.date(one.day);
        let changes = match (one.begun, one.day == self.card.today) {
            (true, true) => self.t.ends_today.to_owned(),
            (true, false) => (self.t.ends_on)(&day),
            (false, _) => (self.t.begins_on)(&day),
        };
        way(&one.path, &kit::card(&one.art), &self.lang.pick(&one.name), &changes)
    }

    /// Nothing at the top of the ladder.
    fn next(&self) -> Markup {
        html! {
            @if let Some(next) = &self.card.next {
                section.section {
                    div.section-head {
                        h2 { (self.t.next_tier) }
                        (self.all_tiers())
                    }
                    (self.progress(next))
                }
            }
        }
    }

    fn all_tiers(&self) -> Markup {
        html! { a href=(Page::Tiers) { (self.t.all_tiers) } }
    }

    fn progress(&self, next: &Missing) -> Markup {
        let by = next.by.map(|day| self.date(day));
        html! {
            div.progress {
                (ring(share(next), &self.ring_text(&next.amount.to_string())))
                div.progress-text {
                    b { (self.tier_name(&next.tier)) }
                    p { ((self.t.reach_by)(&next.amount.to_string(), by.as_deref())) (self.single(next)) }
                    p.note { ((self.t.so_far)(&next.spend.to_string(), &next.threshold.to_string())) }
                }
            }
        }
    }

    fn ring_text(&self, amount: &str) -> Markup {
        // It stays within the ring.
        let figure = html! { b.long[amount.len() > 7] { "¥" (amount) } };
        match self.lang {
            Lang::Zh => html! { span { (self.t.to_go) } (figure) },
            Lang::En => html! { (figure) span { (self.t.to_go) } },
        }
    }

    fn single(&self, missing: &Missing) -> String {
        missing.single.map_or(String::new(), |single| (self.t.or_single)(&single.to_string()))
    }

    /// Nothing for a tier that stays: `/tiers` says so.
    fn keep(&self) -> Markup {
        let review = self.card.standing.review.map(|day| self.date(day));
        let inside = match (&self.card.keep, review) {
            (None, None) => return Markup::default(),
            (None, Some(day)) => html! { p { ((self.t.reviewed_on)(&day)) } },
            (Some(keep), day) if keep.amount == Fen::ZERO => html! { p { ((self.t.kept)(&day.unwrap_or_default())) } },
            (Some(keep), _) => self.keep_by(keep),
        };
        html! {
            section.section {
                h2 { (self.t.keep) }
                (inside)
            }
        }
    }

    fn keep_by(&self, keep: &Missing) -> Markup {
        let by = keep.by.map(|day| self.date(day)).unwrap_or_default();
        html! {
            div {
                p { ((self.t.keep_by)(&keep.amount.to_string(), &by)) (self.single(keep)) }
                p.note { ((self.t.so_far)(&keep.spend.to_string(), &keep.threshold.to_string())) }
                p.note { (self.t.keep_otherwise) }
            }
            progress.track value=(keep.spend.or_zero().0) max=(keep.threshold.0) aria-label=(self.t.keep) {}
        }
    }

    /// Of coupons those that end soon, of points those that end first: all others stand on their own pages.
    fn ends(&self) -> Markup {
        let coupons = match self.card.coupons {
            Some(CouponsInHand { ending: ending @ 1.., first_end: Some(day), .. }) => {
                way(&Page::Coupons, &"", &(self.t.coupons_end)(ending), &(self.t.first_coupon_end)(&self.date(day)))
            }
            _ => Markup::default(),
        };
        let points = match self.card.ending.as_slice() {
            [first, later @ ..] => {
                let said = (self.t.ending)(&first.points.to_string(), &self.date(first.day));
                let later = if later.is_empty() { String::new() } else { (self.t.later_endings)(later.len().into()) };
                way(&Page::Points, &"", &said, &later)
            }
            [] => Markup::default(),
        };
        html! {
            @if !(coupons.0.is_empty() && points.0.is_empty()) {
                section.section {
                    h2 { (self.t.ends_next) }
                    ul.rows { (coupons) (points) }
                }
            }
        }
    }

    fn benefits(&self, tier: Option<&Tier>) -> Markup {
        html! {
            @if let Some(tier) = tier {
                section.section {
                    @let heading = html! { h2 { (self.t.benefits) } };
                    // Where nothing is next, nothing else leads there.
                    @if self.card.next.is_some() {
                        (heading)
                    } @else {
                        div.section-head { (heading) (self.all_tiers()) }
                    }
                    (perks(self.rules(), tier, self.lang))
                }
            }
        }
    }
}

/// A row that leads on.
fn way(to: &dyn Render, picture: &dyn Render, said: &dyn Render, more: &str) -> Markup {
    html! {
        li {
            a.row href=(to.render()) {
                (picture.render())
                span.row-main { (said.render()) @if !more.is_empty() { " " small { (more) } } }
                (Icon::Chevron)
            }
        }
    }
}

/// Per cent of the way.
fn share(missing: &Missing) -> i64 {
    missing.spend.0.saturating_mul(100) / missing.threshold.0.max(1)
}
