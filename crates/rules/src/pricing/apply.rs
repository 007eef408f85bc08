//! What one coupon does to a basket in which others may have applied before it. [`super::best`] tries sets with it,
//! [`super::explain`] retraces the one that was chosen.

use super::candidates::Candidate;
use super::prices::percent_of;
use super::why::Why;
use crate::money::Fen;
use crate::policy::{DeliveryFee, Effect};
use crate::share::Room;

/// What every set of coupons begins with. One entry a line.
pub struct Start {
    /// Fen a piece after campaigns.
    pub base: Vec<i64>,
    /// Fen a piece after step 2.
    pub standing: Vec<i64>,
    pub quantity: Vec<i64>,
    /// `None`: nothing is sent, or sending costs nothing.
    pub fee: Option<DeliveryFee>,
}

impl Start {
    /// What sending goods of so much costs.
    pub fn fee(&self, goods: i64) -> i64 {
        let due = self.fee.filter(|fee| fee.free_from.is_none_or(|from| goods < from.0));
        due.map_or(0, |fee| fee.yuan.0)
    }
}

/// What a coupon takes, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takes {
    pub goods: i64,
    pub fee: i64,
}

/// A basket on its way.
#[derive(Debug, Default)]
pub struct Running {
    /// Fen a piece, of those that are loose.
    unit: Vec<i64>,
    /// Pieces that no trial and no 三免一 has counted.
    loose: Vec<i64>,
    /// What remains of each line.
    pub rest: Vec<i64>,
    /// Its sum.
    pub goods: i64,
    fee_taken: bool,
    room: Room,
}

/// The dearest loose pieces, price and line, and how many there are in all.
struct Dearest {
    pieces: [(i64, usize); 3],
    have: i64,
}

fn at(list: &[i64], line: usize) -> i64 {
    list.get(line).copied().unwrap_or(0)
}

impl Running {
    pub fn new(start: &Start) -> Self {
        let rest: Vec<i64> = start.standing.iter().zip(&start.quantity).map(|(unit, pieces)| unit * pieces).collect();
        let goods = rest.iter().sum();
        let (unit, loose) = (start.standing.clone(), start.quantity.clone());
        Self { unit, loose, rest, goods, fee_taken: false, room: Room::default() }
    }

    /// Becomes like another, without allocating anew.
    pub fn become_like(&mut self, other: &Self) {
        self.unit.clone_from(&other.unit);
        self.loose.clone_from(&other.loose);
        self.rest.clone_from(&other.rest);
        self.goods = other.goods;
        self.fee_taken = other.fee_taken;
    }

    /// What sending costs now.
    pub fn fee(&self, start: &Start) -> i64 {
        if self.fee_taken { 0 } else { start.fee(self.goods) }
    }

    /// What the goods and sending them come to after a coupon that takes so much.
    pub fn total_after(&self, start: &Start, takes: Takes) -> i64 {
        let goods = self.goods - takes.goods;
        let fee = if self.fee_taken || takes.fee > 0 { 0 } else { start.fee(goods) };
        goods + fee
    }

    /// What a coupon would take now.
    ///
    /// # Errors
    /// Why it cannot apply.
    pub fn measure(&self, start: &Start, candidate: &Candidate<'_>) -> Result<Takes, Why> {
        let template = &candidate.coupon.template;
        let base =
            if candidate.all { self.goods } else { candidate.scope.iter().map(|line| at(&self.rest, *line)).sum() };
        if let Some(threshold) = template.threshold.filter(|threshold| base < threshold.0) {
            return Err(Why::Short { threshold, short: threshold - Fen(base) });
        }
        let goods = match &template.effect {
            Effect::AmountOff { yuan } => yuan.0.min(base),
            Effect::PercentOff { pays_percent, instead_of_member_price: true, .. } => {
                candidate.scope.iter().map(|line| self.lowered(start, *line, *pays_percent).1).sum()
            }
            Effect::PercentOff { pays_percent, at_most, .. } => {
                let off = base - percent_of(base, *pays_percent);
                at_most.map_or(off, |most| off.min(most.0))
            }
            Effect::Trial { yuan } => self.dearest(&candidate.scope).pieces[0].0 - yuan.0,
            Effect::BuyThreeOneFree => {
                let dearest = self.dearest(&candidate.scope);
                if dearest.have < 3 {
                    return Err(Why::Pieces { have: dearest.have, need: 3 });
                }
                dearest.pieces[2].0
            }
            Effect::Gift { .. } => return Ok(Takes::default()),
            Effect::FreeDelivery => {
                let fee = self.fee(start);
                return if fee > 0 { Ok(Takes { goods: 0, fee }) } else { Err(Why::NoFee) };
            }
            Effect::Unknown => return Err(Why::Unknown),
        };
        if goods > 0 { Ok(Takes { goods, fee: 0 }) } else { Err(Why::NothingLeft) }
    }

    /// Takes what [`Self::measure`] said.
    pub fn take(&mut self, start: &Start, candidate: &Candidate<'_>, takes: Takes) {
        match &candidate.coupon.template.effect {
            Effect::AmountOff { .. } | Effect::PercentOff { instead_of_member_price: false, .. } => {
                let rest = &self.rest;
                let weights = candidate.scope.iter().map(|line| at(rest, *line));
                let shares = self.room.share(takes.goods, weights);
                for (line, share) in candidate.scope.iter().zip(shares) {
                    lower(&mut self.rest, *line, *share);
                }
            }
            Effect::PercentOff { pays_percent, .. } => {
                for line in &candidate.scope {
                    let (piece, off) = self.lowered(start, *line, *pays_percent);
                    lower(&mut self.rest, *line, off);
                    if let Some(unit) = self.unit.get_mut(*line) {
                        *unit = piece;
                    }
                }
            }
            Effect::Trial { .. } => {
                let [(_, line), ..] = self.dearest(&candidate.scope).pieces;
                lower(&mut self.rest, line, takes.goods);
                lower(&mut self.loose, line, 1);
            }
            Effect::BuyThreeOneFree => {
                let pieces = self.dearest(&candidate.scope).pieces;
                let shares = self.room.share(takes.goods, pieces.iter().map(|(price, _)| *price));
                for ((_, line), share) in pieces.iter().zip(shares) {
                    lower(&mut self.rest, *line, *share);
                    lower(&mut self.loose, *line, 1);
                }
            }
            Effect::FreeDelivery => self.fee_taken = true,
            Effect::Gift { .. } | Effect::Unknown => {}
        }
        self.goods -= takes.goods;
    }

    /// The price of a line's loose pieces at so many per cent of their price before step 2, where that is lower, and what that
    /// takes off the line.
    fn lowered(&self, start: &Start, line: usize, pays_percent: u8) -> (i64, i64) {
        let unit = at(&self.unit, line);
        let piece = unit.min(percent_of(at(&start.base, line), pays_percent));
        (piece, (unit - piece) * at(&self.loose, line))
    }

    /// The three dearest loose pieces in a scope, dearest first, of equal ones those of earlier lines. What costs nothing is
    /// not counted.
    fn dearest(&self, scope: &[usize]) -> Dearest {
        let mut dearest = Dearest { pieces: [(0, 0); 3], have: 0 };
        for line in scope {
            let (unit, loose) = (at(&self.unit, *line), at(&self.loose, *line));
            if unit == 0 {
                continue;
            }
            dearest.have += loose;
            for _ in 0..loose.min(3) {
                let Some(place) = dearest.pieces.iter().position(|(price, _)| *price < unit) else { break };
                if let Some(lesser) = dearest.pieces.get_mut(place..) {
                    lesser.rotate_right(1);
                    lesser[0] = (unit, *line);
                }
            }
        }
        dearest
    }
}

fn lower(list: &mut [i64], line: usize, by: i64) {
    if let Some(value) = list.get_mut(line) {
        *value -= by;
    }
}
