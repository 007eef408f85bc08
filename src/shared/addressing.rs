//! An address, asked for in a sheet: in the address book, and in place where something is to be sent. It
//! stands above the pages because two of them ask.

mod model;

use crate::device_copy::{self, Typing};
use crate::i18n::{Texts, refusals, use_texts};
use crate::react::effect;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{form, group};
use crate::ui::sheet::sheet;
use leptos::prelude::*;
use model::{Wrong, written};
use shuke_contract::addresses::{AddAddress, Address, Addresses, PutAddress};
use std::cell::Cell;
use std::rc::Rc;

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Form {
    texts: [RwSignal<String>; 4],
    preferred: RwSignal<bool>,
    wrong: RwSignal<Wrong>,
}

impl Form {
    fn new() -> Self {
        Self {
            texts: std::array::from_fn(|_| RwSignal::new(String::new())),
            preferred: RwSignal::new(false),
            wrong: RwSignal::new(Wrong::default()),
        }
    }

    /// As it was [written](Self::written).
    fn fill(self, written: &str) {
        let mut lines = written.split('\n');
        for text in self.texts {
            text.set(lines.next().unwrap_or_default().to_owned());
        }
        self.preferred.set(lines.next() == Some("1"));
        self.wrong.set(Wrong::default());
    }

    /// A line each, as [`model`] reads them: no field has more.
    fn written(self) -> String {
        let mut written = String::new();
        for text in self.texts {
            text.with(|text| written.push_str(text));
            written.push('\n');
        }
        if self.preferred.get() {
            written.push('1');
        }
        written
    }
}

/// What is half written stays in this tab, however the sheet was closed: it is there again when the sheet is opened for the same address, until that is
/// saved.
#[derive(Clone, Copy)]
struct Draft {
    center: Center,
    editing: RwSignal<Option<Address>>,
}

impl Draft {
    fn of(self) -> String {
        self.editing.with_untracked(|one| self.center.typing(one.as_ref().map_or("", |one| &one.id)))
    }

    /// The address before anybody types.
    fn as_it_is(self) -> String {
        self.editing.with_untracked(|one| written(one.as_ref().map(|one| &one.fields)))
    }

    /// What the fields begin with: what was typed before, else the address as it is.
    fn begin(self) -> String {
        device_copy::typed(Typing::Address, &self.of()).unwrap_or_else(|| self.as_it_is())
    }

    fn keep(self, typed: &str) {
        device_copy::keep_typed(Typing::Address, &self.of(), &self.as_it_is(), typed);
    }

    fn forget(self) {
        device_copy::forget_typed(Typing::Address, &self.of());
    }
}

/// Open while `open` is: changes `editing`, or adds one when that is none. `done` is given the address as it is saved; boxed, so that this is in the
/// file once.
pub fn address_sheet(
    center: Center,
    open: RwSignal<bool>,
    addresses: RwSignal<Addresses>,
    editing: RwSignal<Option<Address>>,
    done: Rc<dyn Fn(Address)>,
) -> AnyView {
    let t = use_texts();
    let form_now = Form::new();
    let write = Write::new(center);
    let draft = Draft { center, editing };
    let was_open = Cell::new(false);
    effect(move || {
        let (is_open, written) = (open.get(), form_now.written());
        if !was_open.replace(is_open) && is_open {
            form_now.fill(&draft.begin());
            write.release();
        } else if is_open {
            draft.keep(&written);
        }
    });
    let save = move || {
        let fields = match model::fields(&form_now.written()) {
            Ok(fields) => fields,
            Err(wrong) => return form_now.wrong.set(wrong),
        };
        form_now.wrong.set(Wrong::default());
        let done = done.clone();
        let id = editing.get_untracked().map(|address| address.id);
        let others = addresses.with_untracked(|all| others(all, id.as_ref()));
        let take = move |all: Addresses| {
            let saved = all.addresses.iter().find(|one| !others.contains(&one.id)).cloned();
            draft.forget();
            addresses.set(all);
            open.set(false);
            if let Some(saved) = saved {
                done(saved);
            }
        };
        match id {
            Some(id) => write.send_to::<PutAddress>(&id, &fields, take),
            None => write.send::<AddAddress>(&fields, take),
        }
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.addresses().save)).busy(write.busy());
    let mut parts = fields(t, form_now, write);
    parts.push(write.refused(t, &[refusals::addresses::REFUSALS]));
    parts.push(group(
        "actions",
        vec![submit(look), button(Look::plain(Kind::Text, t.shell.close), move || open.set(false))],
    ));
    sheet(open, "address-title".to_owned(), t.addresses().sheet.to_owned(), vec![form(parts, save)])
}

/// All but the one that is changed.
fn others(all: &Addresses, changed: Option<&String>) -> Vec<String> {
    all.addresses.iter().filter(|one| Some(&one.id) != changed).map(|one| one.id.clone()).collect()
}

fn fields(t: &'static Texts, form: Form, write: Write) -> Vec<AnyView> {
    let a = t.addresses();
    let said = move |which: usize, name: &'static str, text| {
        error_while(move || form.wrong.get().get(which) == Some(&true) || write.blames(name), text)
    };
    let text = |id, label, autocomplete| Field { autocomplete, ..Field::text(id, label) };
    let name = text("address-name", a.name, "shipping name");
    let phone = Field {
        kind: "tel",
        mode: Some("tel"),
        affix: Some("+86"),
        ..text("address-phone", a.phone, "shipping tel-national")
    };
    let region = Field { hint: a.region_hint, ..text("address-region", a.region, "shipping address-level1") };
    let street = Field { hint: a.street_hint, ..text("address-street", a.street, "shipping street-address") };
    let [name_typed, phone_typed, region_typed, street_typed] = form.texts;
    vec![
        field(name, name_typed, said(0, "name", a.name_wrong)),
        field(phone, phone_typed, said(1, "phone", a.phone_wrong)),
        field(region, region_typed, said(2, "region", a.region_wrong)),
        field(street, street_typed, said(3, "street", a.street_wrong)),
        preferred(a.prefer, form.preferred),
    ]
}

fn preferred(label: &'static str, value: RwSignal<bool>) -> AnyView {
    view! {
        <label class="row">
            <span class="row-main">{label}</span>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
        </label>
    }
    .into_any()
}
