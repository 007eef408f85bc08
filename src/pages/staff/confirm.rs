//! Tasks that a member shows: what confirming one earns them is said before.

use super::desk::Desk;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, section};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{Action, ConfirmRequest, ConfirmTask, SeenMember, ShownTask};
use shuke_face::pages::staff as shown;

pub fn tasks(desk: Desk, member: &SeenMember) -> AnyView {
    let rows: Vec<AnyView> = member.tasks.iter().map(|task| row(desk, member, task)).collect();
    section(desk.t.staff().tasks, vec![view! { <ul class="rows">{rows}</ul> }.into_any()])
}

fn row(desk: Desk, member: &SeenMember, task: &ShownTask) -> AnyView {
    let t = desk.t.staff_acts();
    let open = RwSignal::new(false);
    let name = desk.t.lang.pick(&task.name).to_owned();
    let act = button(Look::plain(Kind::Text, t.confirm).about(&name), move || open.set(true));
    let parts = vec![html(shown::task(task, desk.t)), group("row-actions", vec![act]), ask(desk, member, task, open)];
    view! { <li class="row">{parts}</li> }.into_any()
}

fn ask(desk: Desk, member: &SeenMember, task: &ShownTask, open: RwSignal<bool>) -> AnyView {
    let t = desk.t.staff_acts();
    let write = desk.write();
    let name = desk.t.lang.pick(&task.name).to_owned();
    let request = ConfirmRequest { member: member.number.clone(), task: task.id.clone() };
    let what = format!("{} · {name} · {}", (t.done)(Action::ConfirmTask), shown::called(member));
    let send = move || {
        let (what, id) = (what.clone(), request.task.clone());
        write.send::<ConfirmTask>(&request, move |logged| {
            open.set(false);
            desk.kept.change_member(|member| member.tasks.retain(|task| task.id != id));
            desk.note(logged.id, what, logged.undo_until);
        });
    };
    let look = Look::plain(Kind::Main, "").label(write.label(desk.t, t.confirm)).busy(write.busy());
    let close = button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false));
    let parts = vec![
        html(shown::confirm_text(member, task, desk.t)),
        refused(desk.refusal(write)),
        group("actions", vec![button(look, send), close]),
    ];
    sheet(open, format!("confirm-{}", task.id.0), (t.confirm_title)(&name), parts)
}
