//! The card: who, which tier, how many points until when, what is missing, what keeps it.

use crate::words::{FirstScreen, first_screen};
use crate::{Icon, Lang, date, escape, perks, ring, seal};
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, CouponsInHand};
use shuke_rules::policy::{Tier, TierId};
use shuke_rules::tiers::{Missing, Rules, Step, Why};
use shuke_rules::{Day, Fen};

/// The sections of the card page that both sides draw.
pub fn card_body(boot: &Boot, card: &Card, lang: Lang) -> String {
    let page = CardPage { boot, card, lang, t: first_screen(lang) };
    let tier = boot.rules.tier(&card.standing.tier);
    [
        page.card(tier),
        page.points(),
        check_in(card, lang),
        page.coupons(),
        page.told(),
        page.notes(),
        page.next(),
        page.keep(tier),
        page.benefits(tier),
    ]
    .concat()
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

    fn tier_name(&self, id: &TierId) -> String {
        escape(self.rules().tier(id).map_or(id.0.as_str(), |tier| self.lang.pick(&tier.name)))
    }

    fn card(&self, tier: Option<&Tier>) -> String {
        let name = self
            .card
            .name
            .as_deref()
            .map_or(String::new(), |name| format!(r#"<p class="tier-card-name"><bdi>{}</bdi></p>"#, escape(name)));
        format!(
            r#"<section class="tier-card material" data-material="{}" aria-label="{}"><div class="tier-card-head"><h1 class="tier-card-tier">{}</h1><span class="seal" aria-hidden="true">{}</span></div>{name}<p class="tier-card-number">{}</p></section>"#,
            tier.map(|tier| tier.material).unwrap_or_default().class(),
            self.t.member_card,
            self.tier_name(&self.card.standing.tier),
            escape(&seal(&self.boot.brand)),
            self.card.number.grouped(),
        )
    }

    fn points(&self) -> String {
        let note = match self.card.ending.as_slice() {
            [] => String::new(),
            [first, later @ ..] => {
                let first = (self.t.ending)(&first.points.to_string(), &self.date(first.day));
                let later = if later.is_empty() { String::new() } else { (self.t.later_endings)(later.len()) };
                format!(r#"<p class="note">{first}{later}</p>"#)
            }
        };
        let debt = if self.card.debt.is_zero() {
            String::new()
        } else {
            format!(r#"<p class="note">{}</p>"#, (self.t.debt)(&self.card.debt.to_string()))
        };
        format!(
            r#"<section class="points"><a href="/points"><p class="note">{}</p><p class="figure">{}</p></a>{note}{debt}</section>"#,
            self.t.points, self.card.points,
        )
    }

    /// The coupons that end soon; nothing while none does.
    fn coupons(&self) -> String {
        let Some(CouponsInHand { ending: ending @ 1.., first_end: Some(day), .. }) = self.card.coupons else {
            return String::new();
        };
        format!(
            r#"<section class="check-in"><a href="/coupons"><b>{}</b><span class="note">{}</span></a></section>"#,
            (self.t.coupons_end)(ending),
            (self.t.first_coupon_end)(&self.date(day)),
        )
    }

    /// A tier that went down is told, and why.
    fn told(&self) -> String {
        let Some(Step { day, from, to, why }) = &self.card.last_step else { return String::new() };
        if self.rules().rank(to) >= self.rules().rank(from) {
            return String::new();
        }
        let (from, to, day) = (self.tier_name(from), self.tier_name(to), self.date(*day));
        let told = match why {
            Why::Refund => (self.t.undone_by_refund)(&from, &to, &day),
            Why::Review { spend, .. } => (self.t.lowered_by_review)(&from, &to, &day, &spend.to_string()),
            _ => return String::new(),
        };
        format!(r#"<p class="note">{told}</p>"#)
    }

    /// What features have to say, a line each.
    fn notes(&self) -> String {
        let note = |text| format!(r#"<p class="note">{}</p>"#, escape(self.lang.pick(text)));
        self.card.notes.iter().map(note).collect()
    }

    fn next(&self) -> String {
        let body = match &self.card.next {
            Some(next) => self.progress(next),
            None => format!("<p>{}</p>", self.t.top_tier),
        };
        format!(
            r#"<section class="section"><div class="section-head"><h2>{}</h2><a href="/tiers">{}</a></div>{body}</section>"#,
            self.t.next_tier, self.t.all_tiers,
        )
    }

    fn progress(&self, next: &Missing) -> String {
        let by = next.by.map(|day| self.date(day));
        let amount = next.amount.to_string();
        let single = self.single(next);
        format!(
            r#"<div class="progress">{}<div class="progress-text"><b>{}</b><p>{}{single}</p><p class="note">{}</p></div></div>"#,
            ring(share(next), &self.ring_text(&whole_yuan(next.amount).to_string())),
            self.tier_name(&next.tier),
            (self.t.reach_by)(&amount, by.as_deref()),
            (self.t.so_far)(&next.spend.to_string(), &next.threshold.to_string()),
        )
    }

    fn ring_text(&self, amount: &str) -> String {
        match self.lang {
            Lang::Zh => format!("<span>{}</span><b>¥{amount}</b>", self.t.to_go),
            Lang::En => format!("<b>¥{amount}</b><span>{}</span>", self.t.to_go),
        }
    }

    fn single(&self, missing: &Missing) -> String {
        missing.single.map_or(String::new(), |single| (self.t.or_single)(&single.to_string()))
    }

    fn keep(&self, tier: Option<&Tier>) -> String {
        let body = match &self.card.keep {
            None if self.is_for_good(tier) => format!("<p>{}</p>", self.t.invited),
            None => match self.card.standing.review {
                Some(day) => format!("<p>{}</p>", (self.t.reviewed_on)(&self.date(day))),
                None => format!("<p>{}</p>", self.t.keeps_for_good),
            },
            Some(keep) if keep.amount == Fen::ZERO => {
                let review = self.card.standing.review.map(|day| self.date(day)).unwrap_or_default();
                format!("<p>{}</p>", (self.t.kept)(&review))
            }
            Some(keep) => self.keep_by(keep),
        };
        format!(r#"<section class="section"><h2>{}</h2>{body}</section>"#, self.t.keep)
    }

    /// Given by the brand, and under no review.
    fn is_for_good(&self, tier: Option<&Tier>) -> bool {
        tier.is_some_and(|tier| tier.by_invitation) && self.card.standing.review.is_none()
    }

    fn keep_by(&self, keep: &Missing) -> String {
        let by = keep.by.map(|day| self.date(day)).unwrap_or_default();
        format!(
            r#"<div><p>{}{}</p><p class="note">{}</p><p class="note">{}</p></div><progress class="track" value="{}" max="{}" aria-label="{}"></progress>"#,
            (self.t.keep_by)(&keep.amount.to_string(), &by),
            self.single(keep),
            (self.t.so_far)(&keep.spend.to_string(), &keep.threshold.to_string()),
            self.t.keep_otherwise,
            keep.spend.or_zero().0,
            keep.threshold.0,
            self.t.keep,
        )
    }

    fn benefits(&self, tier: Option<&Tier>) -> String {
        tier.map_or(String::new(), |tier| {
            let list = perks(self.rules(), tier, self.lang);
            format!(r#"<section class="section"><h2>{}</h2>{list}</section>"#, self.t.benefits)
        })
    }
}

/// Today's check-in, one tap away; the app answers to `data-check-in`. Nothing where the brand has none.
pub fn check_in(card: &Card, lang: Lang) -> String {
    let (Some(state), t) = (&card.check_in, first_screen(lang)) else { return String::new() };
    let points = state.points.to_string();
    let (title, note, action) = if state.done {
        let stamp = format!(r#"<span class="stamp" aria-hidden="true">{}</span>"#, crate::icon(Icon::Check));
        ((t.check_in_done)(state.streak), (t.check_in_tomorrow)(&points), stamp)
    } else {
        let title = match state.streak {
            0 => t.check_in_not_yet.to_owned(),
            streak => (t.check_in_streak)(streak),
        };
        let button =
            format!(r#"<button type="button" class="button" data-check-in="">{}</button>"#, (t.check_in_do)(&points));
        (title, t.check_in_calendar.to_owned(), button)
    };
    format!(
        r#"<section class="check-in" aria-label="{}"><a href="/check-in"><b>{title}</b><span class="note">{note}</span></a>{action}</section>"#,
        t.check_in,
    )
}

/// Rounded up: so much is enough, and it fits into the ring.
fn whole_yuan(amount: Fen) -> Fen {
    Fen(amount.0.saturating_add(99).div_euclid(100).saturating_mul(100))
}

/// Per cent of the way.
fn share(missing: &Missing) -> i64 {
    let share = i128::from(missing.spend.0) * 100 / i128::from(missing.threshold.0.max(1));
    i64::try_from(share).unwrap_or(100)
}
