//! The card: who, which tier, how many points until when, what is missing, what keeps it.

use crate::words::{FirstScreen, Texts, first_screen};
use crate::{Icon, Lang, Markup, Page, date, html, perks, ring, seal, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, CouponsInHand};
use shuke_rules::policy::{Tier, TierId};
use shuke_rules::tiers::{Missing, Rules, Step, Why};
use shuke_rules::{Day, Fen};

/// The sections of the card page that both sides draw.
pub fn card_body(boot: &Boot, card: &Card, lang: Lang) -> Markup {
    let page = CardPage { boot, card, lang, t: first_screen(lang) };
    let tier = boot.rules.tier(&card.standing.tier);
    html! {
        (page.card(tier))
        (page.points())
        (check_in(card, lang))
        (page.coupons())
        (page.told())
        @for text in &card.notes { p.note { (lang.pick(text)) } }
        (page.next())
        (page.keep(tier))
        (page.benefits(tier))
    }
}

/// The same with what only the app's page has.
pub fn card_page(boot: &Boot, card: &Card, t: &Texts) -> Markup {
    html! {
        (card_body(boot, card, t.lang))
        (endings(card, t))
    }
}

/// Every day on which points end, where there is more than the one that the card itself names.
fn endings(card: &Card, t: &Texts) -> Markup {
    html! {
        @if card.ending.len() > 1 {
            section.section {
                h2 { (t.shell.endings) }
                p.note { (t.shell.endings_text) }
                ul.rows {
                    @for ending in &card.ending {
                        li.row {
                            span.row-main { (date(ending.day, card.today, t.lang)) }
                            span.row-end { b { ((t.shell.ends)(&ending.points.to_string())) } }
                        }
                    }
                }
            }
        }
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
                @if let [first, later @ ..] = self.card.ending.as_slice() {
                    p.note {
                        ((self.t.ending)(&first.points.to_string(), &self.date(first.day)))
                        @if !later.is_empty() { ((self.t.later_endings)(later.len().into())) }
                    }
                }
                @if !self.card.debt.is_zero() { p.note { ((self.t.debt)(&self.card.debt.to_string())) } }
            }
        }
    }

    /// The coupons that end soon; nothing while none does.
    fn coupons(&self) -> Markup {
        let Some(CouponsInHand { ending: ending @ 1.., first_end: Some(day), .. }) = self.card.coupons else {
            return Markup::default();
        };
        html! {
            section.check-in {
                a href=(Page::Coupons) {
                    b { ((self.t.coupons_end)(ending)) }
                    span.note { ((self.t.first_coupon_end)(&self.date(day))) }
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

    fn next(&self) -> Markup {
        html! {
            section.section {
                div.section-head {
                    h2 { (self.t.next_tier) }
                    a href=(Page::Tiers) { (self.t.all_tiers) }
                }
                @match &self.card.next {
                    Some(next) => (self.progress(next)),
                    None => p { (self.t.top_tier) },
                }
            }
        }
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

    fn keep(&self, tier: Option<&Tier>) -> Markup {
        let review = self.card.standing.review.map(|day| self.date(day));
        let said = match (&self.card.keep, &review) {
            (None, _) if self.is_for_good(tier) => self.t.invited.to_owned(),
            (None, Some(day)) => (self.t.reviewed_on)(day),
            (None, None) => self.t.keeps_for_good.to_owned(),
            (Some(keep), _) if keep.amount == Fen::ZERO => (self.t.kept)(review.as_deref().unwrap_or_default()),
            (Some(_), _) => String::new(),
        };
        html! {
            section.section {
                h2 { (self.t.keep) }
                @match &self.card.keep {
                    Some(keep) if said.is_empty() => (self.keep_by(keep)),
                    _ => p { (said) },
                }
            }
        }
    }

    /// Given by the brand, and under no review.
    fn is_for_good(&self, tier: Option<&Tier>) -> bool {
        tier.is_some_and(|tier| tier.by_invitation) && self.card.standing.review.is_none()
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

    fn benefits(&self, tier: Option<&Tier>) -> Markup {
        html! {
            @if let Some(tier) = tier {
                section.section {
                    h2 { (self.t.benefits) }
                    (perks(self.rules(), tier, self.lang))
                }
            }
        }
    }
}

/// Today's check-in, one tap away; the app answers to `data-check-in`. Nothing where the brand has none.
pub fn check_in(card: &Card, lang: Lang) -> Markup {
    let (Some(state), t) = (&card.check_in, first_screen(lang)) else { return Markup::default() };
    let points = state.points.to_string();
    let (title, note) = match (state.done, state.streak) {
        (true, streak) => ((t.check_in_done)(streak), (t.check_in_tomorrow)(&points)),
        (false, 0) => (t.check_in_not_yet.to_owned(), t.check_in_calendar.to_owned()),
        (false, streak) => ((t.check_in_streak)(streak), t.check_in_calendar.to_owned()),
    };
    html! {
        section.check-in aria-label=(t.check_in) {
            a href=(Page::CheckIn) { b { (title) } span.note { (note) } }
            @if state.done {
                span.stamp aria-hidden="true" { (Icon::Check) }
            } @else {
                button.button type="button" data-check-in="" { ((t.check_in_do)(&points)) }
            }
        }
    }
}

/// Per cent of the way.
fn share(missing: &Missing) -> i64 {
    missing.spend.0.saturating_mul(100) / missing.threshold.0.max(1)
}
