//! The counter: whose it is, whom a code led to, and what is said before something is done. What staff see is for them alone.

pub mod acts;
pub mod coupons;
mod done;
pub mod order;
pub mod repairs;
pub mod work;

pub use done::{entry, just_done, left, subject, time_left, undo_text};

use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::staff::{Role, SeenMember, ShownTask, StaffMember};

/// What a page is called and what is to know about it.
pub fn headed(title: &str, lede: &str) -> Markup {
    html! {
        div {
            h1.page-title { (title) }
            p.lede { (lede) }
        }
    }
}

/// Which shop it is, and who stands there.
pub fn desk(who: &StaffMember, t: &Texts) -> Markup {
    let role = if who.role == Role::Manager { t.staff().manager } else { t.staff().clerk };
    headed(t.lang.pick(&who.store_name), &format!("{} · {role}", who.name))
}

pub fn to_scan(t: &Texts) -> Markup {
    html! { div.actions { a.button href=(Page::StaffScan) { (t.staff().scan) } } }
}

pub fn to_log(t: &Texts) -> Markup {
    html! { a class="button button-quiet" href=(Page::StaffLog) { (t.staff().log) } }
}

pub fn to_repairs(t: &Texts) -> Markup {
    html! { a class="button button-quiet" href=(Page::StaffRepairs) { (t.repairs().all) } }
}

/// From where there is no page.
pub fn to_desk(t: &Texts) -> Markup {
    way(&Page::Staff, t.staff().to_desk)
}

/// Whose log it is: one's own, of managers the shop's.
pub fn log(who: &StaffMember, t: &Texts) -> Markup {
    let t_staff = t.staff();
    let lede = if who.role == Role::Manager { t_staff.log_of_shop } else { t_staff.log_of_own };
    html! {
        div {
            h1.sr { (Page::StaffLog.title(t.lang)) }
            p.lede { (t.lang.pick(&who.store_name)) " · " (lede) }
        }
    }
}

pub fn log_empty(t: &Texts) -> Markup {
    html! { p { (t.staff().log_empty) } }
}

pub fn scan(t: &Texts) -> Markup {
    html! { h1.sr { (Page::StaffScan.title(t.lang)) } }
}

/// `to`: the number as it may be shown.
pub fn code_sent(to: &str, t: &Texts) -> Markup {
    html! { p { ((t.staff().code_sent)(to)) } }
}

/// What one calls them.
pub fn called(member: &SeenMember) -> String {
    member.name.clone().unwrap_or_else(|| member.number.grouped())
}

/// Who it is, and no more of them than one needs; what leads over to their redemptions.
pub fn member(member: &SeenMember, t: &Texts) -> Markup {
    html! {
        div.counter-member {
            h1.page-title { (called(member)) }
            p.lede { (t.lang.pick(&member.tier_name)) " · " (member.number.grouped()) }
            p { b.figure { (member.points.to_string()) } " " (t.staff().points) }
        }
    }
}

/// Over the redemptions of a member: that there are some is seen.
pub fn orders_of(member: &SeenMember, t: &Texts) -> Markup {
    html! {
        @if member.orders.is_empty() { p { (t.staff().no_orders) } } @else { h2.sr { (t.staff().orders) } }
    }
}

/// A task that a member shows, and what confirming it earns them.
pub fn task(task: &ShownTask, t: &Texts) -> Markup {
    html! {
        span.row-main { (t.lang.pick(&task.name)) small { (t.lang.pick(&task.note)) } }
        span.row-end { b.plus { "+" (task.points.to_string()) } }
    }
}

/// Before a task is confirmed.
pub fn confirm_text(member: &SeenMember, task: &ShownTask, t: &Texts) -> Markup {
    let acts = t.staff_acts();
    html! {
        p { ((acts.confirm_text)(&called(member), &task.points.to_string())) }
        p.note { (acts.can_be_undone) }
    }
}

#[cfg(test)]
mod tests;
