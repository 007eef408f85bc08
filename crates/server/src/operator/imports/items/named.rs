//! Cells that name something of the policy: tiers and coupons.

use crate::operator::imports::sheet::cells::Cells;
use shuke_rules::mall::{ItemKind, PackPart};
use shuke_rules::policy::{Policy, TemplateId, TierId};

/// A pack gives so many of a coupon at most.
const MOST: u32 = 12;

impl Cells<'_> {
    pub fn tier(&mut self, policy: &Policy) -> Option<TierId> {
        let cell = self.cell("tier");
        let tier = (!cell.is_empty()).then(|| TierId::from(cell))?;
        if !policy.tiers.iter().any(|known| known.id == tier) {
            let known: Vec<&str> = policy.tiers.iter().map(|tier| tier.id.0.as_str()).collect();
            let what = format!("there is no tier `{tier}`; write one of: {}, or leave it empty", known.join(", "));
            self.wrong("tier", &what);
        }
        Some(tier)
    }

    /// `tea-8*2 biscuits`: ids of coupons, with how many.
    pub fn coupons(&mut self, policy: &Policy, kind: ItemKind) -> Vec<PackPart> {
        let cell = self.cell("coupons").to_owned();
        match (kind, cell.is_empty()) {
            (ItemKind::Pack, true) => {
                self.wrong("coupons", "is empty; write what the pack gives, as in `tea-8*2 biscuits`");
            }
            (ItemKind::Pack, false) | (_, true) => {}
            (_, false) => {
                self.wrong("coupons", "only a pack gives coupons; leave it empty, or write `pack` as its kind");
            }
        }
        cell.split_whitespace().filter_map(|part| self.part(policy, part)).collect()
    }

    fn part(&mut self, policy: &Policy, part: &str) -> Option<PackPart> {
        let (id, count) = part.split_once('*').unwrap_or((part, "1"));
        let id = TemplateId::from(id);
        let Some(template) = policy.template(&id) else {
            self.wrong("coupons", &format!("there is no coupon `{id}`; write one of the policy's"));
            return None;
        };
        if let Some(narrow) = template.narrowed_by() {
            let what =
                format!("`{id}` is narrowed by `{narrow}`, so that not everybody could be given it; name another");
            self.wrong("coupons", &what);
        }
        let count = count.parse().ok().filter(|count| (1..=MOST).contains(count));
        if count.is_none() {
            self.wrong("coupons", &format!("`{part}`: write a number from 1 to {MOST} after the `*`"));
        }
        Some(PackPart { coupon: id, count: count? })
    }
}
