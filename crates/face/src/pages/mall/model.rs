//! What one can afford, in which order it is shown, when what is on offer, and what a redemption takes.

use shuke_contract::addresses::AddressFields;
use shuke_contract::ledger::LotPart;
use shuke_contract::mall::{Offer, OfferDetail};
use shuke_rules::mall::{Item, ItemKind, Price, Way, Withheld};
use shuke_rules::policy::{Mall as MallRules, Store, StoreId};
use shuke_rules::{Count, Day, Fen, Points};

/// So few that it should be said.
const FEW: i64 = 10;
/// The months that the calendar looks ahead, this one included: each month of the year once.
const MONTHS: u32 = 12;

/// How far an offer is for a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Now,
    /// So many points are missing.
    Short(Points),
    Withheld(Withheld),
}

impl Reach {
    /// `points` can be negative: what is owed is missing, too.
    pub fn of(offer: &Offer, points: Points) -> Self {
        match offer.withheld {
            Some(why) => Self::Withheld(why),
            None => short_of(offer.item.price, points).map_or(Self::Now, Self::Short),
        }
    }

    /// What can be had first, then what is nearest, then what would be worth climbing for, then what is gone or to come.
    fn rank(self) -> (u8, i64) {
        match self {
            Self::Now => (0, 0),
            Self::Short(missing) => (1, missing.0),
            Self::Withheld(Withheld::Tier) => (2, 0),
            Self::Withheld(Withheld::HadAll { .. }) => (3, 0),
            Self::Withheld(Withheld::SoldOut) => (4, 0),
            Self::Withheld(Withheld::NotYet { .. }) => (5, 0),
            Self::Withheld(Withheld::Over | Withheld::Unknown) => (6, 0),
        }
    }
}

/// What of the points is missing for a price; what costs none is within reach of whoever owes some.
pub fn short_of(price: Price, points: Points) -> Option<Points> {
    let missing = price.points - points;
    (price.points > Points::ZERO && missing > Points::ZERO).then_some(missing)
}

/// Within a rank the brand's order stays.
pub fn ordered(offers: &[Offer], points: Points) -> Vec<&Offer> {
    let mut ordered: Vec<&Offer> = offers.iter().collect();
    ordered.sort_by_key(|offer| Reach::of(offer, points).rank());
    ordered
}

/// How many are left, when they are few and can still be had.
pub fn few_left(offer: &Offer) -> Option<Count> {
    (offer.withheld.is_none() && offer.left <= FEW).then_some(Count(offer.left))
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    Affordable,
    /// For points alone.
    PointsOnly,
    WithMoney,
    Vouchers,
    /// For some tiers only.
    ByTier,
}

impl Filter {
    const SOME: [Self; 5] = [Self::Affordable, Self::PointsOnly, Self::WithMoney, Self::Vouchers, Self::ByTier];

    pub const fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Affordable => "affordable",
            Self::PointsOnly => "points",
            Self::WithMoney => "money",
            Self::Vouchers => "vouchers",
            Self::ByTier => "tier",
        }
    }

    pub fn named(id: &str) -> Self {
        Self::SOME.into_iter().find(|filter| filter.id() == id).unwrap_or_default()
    }

    pub fn lets(self, offer: &Offer, points: Points) -> bool {
        let item = &offer.item;
        match self {
            Self::All => true,
            Self::Affordable => Reach::of(offer, points) == Reach::Now,
            Self::PointsOnly => item.price.fen.is_zero(),
            Self::WithMoney => !item.price.fen.is_zero(),
            Self::Vouchers => matches!(item.kind, ItemKind::Voucher | ItemKind::Pack),
            Self::ByTier => item.tier.is_some(),
        }
    }

    /// Those that show some and not all, after [`Filter::All`]; none when there is nothing to choose.
    pub fn useful(offers: &[Offer], points: Points) -> Vec<Self> {
        let shows = |filter: &Self| offers.iter().filter(|offer| filter.lets(offer, points)).count();
        let some: Vec<Self> =
            Self::SOME.into_iter().filter(|filter| (1..offers.len()).contains(&shows(filter))).collect();
        if some.is_empty() { some } else { [Self::All].into_iter().chain(some).collect() }
    }

    /// This one, unless it has become useless meanwhile.
    pub fn still(self, offers: &[Offer], points: Points) -> Self {
        if Self::useful(offers, points).contains(&self) { self } else { Self::All }
    }
}

/// The gifts of a month.
#[derive(Debug, PartialEq, Eq)]
pub struct GiftMonth<'a> {
    pub first: Day,
    /// With the day from which each can be had in that month; today for what is there now.
    pub gifts: Vec<(&'a Offer, Day)>,
}

/// What is on offer in some months only, month by month; this one first. A month without any is left out.
pub fn gift_months(offers: &[Offer], today: Day) -> Vec<GiftMonth<'_>> {
    let this = today.first_of_month();
    let month = |ahead| {
        let first = this.plus_months(ahead);
        let seasonal = offers.iter().filter(|offer| !offer.item.months.is_empty());
        let gifts = seasonal.filter_map(|offer| Some((offer, opens(&offer.item, first.max(today))?))).collect();
        GiftMonth { first, gifts }
    };
    (0..MONTHS).map(month).filter(|month| !month.gifts.is_empty()).collect()
}

/// The first day from `day` to the end of its month on which an item is on offer.
fn opens(item: &Item, day: Day) -> Option<Day> {
    let first = item.from.map_or(day, |from| from.max(day));
    let same_month = (first.year(), first.month()) == (day.year(), day.month());
    (same_month && item.is_on_offer(first)).then_some(first)
}

/// Which of the points that leave would have ended, and when: soonest first. `leaves` as the server says it.
pub fn ending(price: Points, leaves: &[LotPart]) -> Vec<(Points, Day)> {
    let mut left = price;
    let mut ending: Vec<(Points, Day)> = Vec::new();
    for part in leaves {
        let taken = part.points.min(left);
        left -= taken;
        let Some(until) = part.until.filter(|_| taken > Points::ZERO) else { continue };
        match ending.last_mut() {
            Some((points, day)) if *day == until => *points += taken,
            _ => ending.push((taken, until)),
        }
    }
    ending
}

/// The ways in which an item can come, with what each costs in all.
pub fn ways(item: &Item, rules: &MallRules) -> Vec<(Way, Price)> {
    let all = [Way::PickUp, Way::ExpressForPoints, Way::ExpressForMoney, Way::Voucher, Way::AtOnce];
    all.into_iter().filter_map(|way| Some((way, item.total(way, rules.express.as_ref())?))).collect()
}

/// For the radio of a way.
pub const fn way_id(way: Way) -> &'static str {
    match way {
        Way::ExpressForPoints => "express-points",
        Way::ExpressForMoney => "express-money",
        Way::PickUp | Way::Voucher | Way::AtOnce | Way::Unknown => "here",
    }
}

/// When the money is to be paid, if there is any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Nothing,
    /// In the shop, when it is handed over or used.
    There(Fen),
    /// In any shop before it is sent, within the minutes that it is held for.
    First(Fen),
}

impl Due {
    pub fn of(way: Way, total: Price) -> Self {
        match total.fen {
            Fen::ZERO => Self::Nothing,
            fen if way.is_express() || way == Way::AtOnce => Self::First(fen),
            fen => Self::There(fen),
        }
    }
}

/// The one that `id` names comes first; the rest stay as they are.
pub fn first_of<'a>(stores: &'a [Store], id: Option<&StoreId>) -> Vec<&'a Store> {
    let mut stores: Vec<&Store> = stores.iter().collect();
    stores.sort_by_key(|store| Some(&store.id) != id);
    stores
}

/// What is chosen of an item, and what it takes.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    pub detail: &'a OfferDetail,
    pub way: Way,
    /// With delivery.
    pub total: Price,
    pub store: Option<&'a Store>,
    pub address: Option<&'a AddressFields>,
}

impl Chosen<'_> {
    pub fn due(&self) -> Due {
        Due::of(self.way, self.total)
    }
}

#[cfg(test)]
mod tests;
