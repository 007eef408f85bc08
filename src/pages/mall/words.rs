//! What is said of an offer, as HTML: its picture, its price, and how far it is.

use super::model::{Reach, few_left};
use crate::i18n::Texts;
use shuke_contract::boot::Boot;
use shuke_contract::mall::Offer;
use shuke_face::{Icon, date, escape, icon};
use shuke_rules::mall::{Price, Withheld};
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Points};

/// How this brand and this language call things.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub boot: &'a Boot,
    pub t: &'static Texts,
    pub today: Day,
}

impl Words<'_> {
    pub fn tier(&self, id: &TierId) -> String {
        let tier = self.boot.rules.tier(id);
        escape(tier.map_or(id.0.as_str(), |tier| self.t.lang.pick(&tier.name)))
    }

    pub fn day(&self, day: Day) -> String {
        date(day, self.today, self.t.lang)
    }

    pub fn name(&self, offer: &Offer) -> String {
        escape(self.t.lang.pick(&offer.item.name))
    }

    /// The line under a price: what is between the member and the offer, or that it is nearly gone.
    pub fn distance(&self, offer: &Offer, points: Points) -> String {
        let m = self.t.mall();
        match Reach::of(offer, points) {
            Reach::Now => few_left(offer).map_or(String::new(), m.few),
            Reach::Short(missing) => (m.short)(&missing.to_string()),
            Reach::Withheld(Withheld::Tier) => {
                let missing = offer.tier_missing.map(|fen| fen.to_string());
                let tier = offer.item.tier.as_ref().map_or(String::new(), |tier| self.tier(tier));
                (m.tier)(&tier, missing.as_deref())
            }
            Reach::Withheld(Withheld::HadAll { per_member }) => (m.had_all)(offer.had, per_member),
            Reach::Withheld(Withheld::SoldOut) => m.sold_out.to_owned(),
            Reach::Withheld(Withheld::NotYet { from }) => (m.opens)(&self.day(from)),
            Reach::Withheld(Withheld::Over) => m.over.to_owned(),
            Reach::Withheld(Withheld::Unknown) => m.withheld.to_owned(),
        }
    }
}

/// The price with its figures large.
pub fn price(price: Price, t: &Texts) -> String {
    let points = (t.mall().points)(&format!("<b>{}</b>", price.points));
    match (price.points.is_zero(), price.fen) {
        (_, Fen::ZERO) => points,
        (true, fen) => format!("<b>¥{fen}</b>"),
        (false, fen) => format!("{points} + <b>¥{fen}</b>"),
    }
}

/// The picture, or a gift where there is none: either takes the same room before it has come.
pub fn art(picture: Option<&str>, alt: &str, lazy: bool) -> String {
    let Some(source) = picture else {
        return format!(r#"<span class="ware-art">{}</span>"#, icon(Icon::Gift));
    };
    let loading = if lazy { r#" loading="lazy""# } else { "" };
    format!(
        r#"<img class="ware-art" src="{}" width="400" height="400" alt="{}" decoding="async"{loading}>"#,
        escape(source),
        escape(alt)
    )
}
