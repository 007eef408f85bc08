//! What an invented brand sells, as lines of a sale.

use super::history::{CLOTHES, TEA};
use crate::policies::Version;
use shuke_contract::till::{Discount, SaleLine};
use shuke_rules::Fen;
use shuke_rules::policy::TierId;

/// From this threshold of the second tier on, a brand sells clothes rather than tea.
const DEAR: Fen = Fen(100_000);

/// A line at the price of the member's tier; any number is some item.
pub fn line(version: &Version, tier: &TierId, item: u32, pieces: i64) -> Option<SaleLine> {
    let items = if version.rules.tiers.get(1).and_then(|tier| tier.spend) >= Some(DEAR) { CLOTHES } else { TEA };
    let item = usize::try_from(item).ok()? % items.len();
    let bought = items.get(item)?;
    let classes = &version.rules.earning.classes;
    let class = classes.get(bought.class).or_else(|| classes.first())?.id.clone();
    let percent = version.rules.tier(tier).and_then(|tier| tier.pays_percent.get(&class)).copied().unwrap_or(100);
    let list = Fen(bought.yuan * 100 * pieces);
    let paid = Fen(list.0 * i64::from(percent) / 100);
    let off = list - paid;
    let discounts =
        if off.is_zero() { Vec::new() } else { vec![Discount { name: "会员价".to_owned(), amount: off }] };
    let item = format!("{:06}", 310_000 + item * 37);
    Some(SaleLine { item, name: bought.name.to_owned(), class, quantity: pieces, list, discounts, paid })
}
