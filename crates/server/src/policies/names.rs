//! What shops, classes and items are called, as the newest rule version that knows them says. Shops and classes that something is
//! narrowed to are in the version that narrows it; an item may be known to tills alone, by a number that is no name.

use super::{Rulebook, Version};
use shuke_contract::coupons::OnlyFor;
use shuke_rules::Text;
use shuke_rules::policy::{CategoryId, ClassId, ItemId, Scope, Store};

impl Rulebook {
    pub fn shop_name(&self, id: &str) -> Text {
        self.store(id).map_or_else(|| by_id(id), |store| store.name.clone())
    }

    /// A shop, also one that is no more.
    pub fn store(&self, id: &str) -> Option<&Store> {
        self.newest(|version| version.policy.stores.iter().find(|store| store.id.0 == id))
    }

    pub fn only_for(&self, scope: &Scope) -> OnlyFor {
        let classes = scope.classes.iter().map(|class| self.class_name(class));
        OnlyFor {
            goods: classes.chain(scope.items.iter().map(|item| self.item_name(item))).collect(),
            shops: scope.stores.iter().map(|store| self.shop_name(&store.0)).collect(),
        }
    }

    pub fn class_name(&self, id: &ClassId) -> Text {
        self.newest(|version| version.policy.earning.class(id)).map_or_else(|| by_id(&id.0), |class| class.name.clone())
    }

    pub fn category_name(&self, id: &CategoryId) -> Text {
        self.newest(|version| version.policy.categories.iter().find(|category| category.id == *id))
            .map_or_else(|| by_id(&id.0), |category| category.name.clone())
    }

    fn item_name(&self, id: &ItemId) -> Text {
        self.newest(|version| version.policy.pricing.goods_of(id))
            .map_or_else(Text::default, |goods| goods.name.clone())
    }

    /// What the newest version that has it says.
    fn newest<'a, T: 'a>(&'a self, known: impl Fn(&'a Version) -> Option<&'a T>) -> Option<&'a T> {
        self.versions().filter_map(known).last()
    }
}

/// For what no version ever knew: rows that somebody else wrote.
fn by_id(id: &str) -> Text {
    Text { zh: id.to_owned(), en: id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use shuke_rules::policy::file;

    #[test]
    fn what_is_gone_keeps_its_name_and_a_tills_number_is_none() {
        let before = file::read(include_str!("../../../../brands/xiaoman.toml")).unwrap();
        let mut after = before.clone();
        let (class, goods) = (after.earning.classes.remove(1), after.pricing.goods.remove(0));
        let now = Utc::now();
        let rulebook = Rulebook::of(vec![(1, now, before), (2, now, after)]).unwrap();
        assert_eq!(rulebook.class_name(&class.id), class.name);
        let items = vec![goods.item.clone(), ItemId("4711".to_owned())];
        let scope = Scope { items, classes: vec![class.id.clone()], ..Scope::default() };
        assert_eq!(rulebook.only_for(&scope).goods, [class.name, goods.name, Text::default()]);
    }
}
