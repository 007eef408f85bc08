//! What shops, classes and items are called: as the newest rule version that knows them says, else by their ids.

use super::{Rulebook, Version};
use shuke_contract::coupons::OnlyFor;
use shuke_rules::Text;
use shuke_rules::policy::{ClassId, ItemId, Scope};

impl Rulebook {
    pub fn shop_name(&self, id: &str) -> Text {
        self.named(id, |version| Some(&version.policy.stores.iter().find(|store| store.id.0 == id)?.name))
    }

    pub fn only_for(&self, scope: &Scope) -> OnlyFor {
        let classes = scope.classes.iter().map(|class| self.class_name(class));
        OnlyFor {
            goods: classes.chain(scope.items.iter().map(|item| self.item_name(item))).collect(),
            shops: scope.stores.iter().map(|store| self.shop_name(&store.0)).collect(),
        }
    }

    fn class_name(&self, id: &ClassId) -> Text {
        self.named(&id.0, |version| Some(&version.policy.earning.class(id)?.name))
    }

    fn item_name(&self, id: &ItemId) -> Text {
        self.named(&id.0, |version| Some(&version.policy.pricing.goods_of(id)?.name))
    }

    fn named<'a>(&'a self, id: &str, name: impl Fn(&'a Version) -> Option<&'a Text>) -> Text {
        let known = self.versions().filter_map(name).last().cloned();
        known.unwrap_or_else(|| Text { zh: id.to_owned(), en: id.to_owned() })
    }
}
