//! What is operated, as it looks before anybody operates it: buttons, fields, forms and what holds parts together. The server draws them;
//! the app builds the same elements with what they do (`src/ui`), and a test compares the two.

use crate::{Markup, Render, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one main action.
    Main,
    Quiet,
    Text,
    Danger,
}

impl Kind {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Quiet => "button button-quiet",
            Self::Text => "button button-text",
            Self::Danger => "button button-danger",
        }
    }
}

/// The whole button chooses a file.
pub fn file(label: &str, accept: &str) -> Markup {
    html! {
        label.button.button-quiet.file { input type="file" accept=(accept); span { (label) } }
    }
}

/// An input. `id` names it; hint and error are named after it.
#[derive(Clone, Copy)]
pub struct Field {
    pub id: &'static str,
    pub label: &'static str,
    /// `type`
    pub kind: &'static str,
    /// `inputmode`
    pub mode: Option<&'static str>,
    pub autocomplete: &'static str,
    /// Stands before the input: `+86`, `¥`.
    pub affix: Option<&'static str>,
    pub placeholder: Option<&'static str>,
    pub hint: &'static str,
    /// Six digits of a one-time code.
    pub is_code: bool,
}

impl Field {
    /// A line of text.
    pub const fn text(id: &'static str, label: &'static str) -> Self {
        Self {
            id,
            label,
            kind: "text",
            mode: None,
            autocomplete: "off",
            affix: None,
            placeholder: None,
            hint: "",
            is_code: false,
        }
    }

    /// With what stands in it.
    fn drawn(&self, control: &dyn Render) -> Markup {
        html! {
            div.field {
                label.field-label for=(self.id) { (self.label) }
                span class=(if self.is_code { "" } else { "field-box" }) {
                    @if let Some(affix) = self.affix { span.field-affix { (affix) } }
                    (control.render())
                }
                span.field-hint id={ (self.id) "-hint" } hidden[self.hint.is_empty()] { (self.hint) }
                span.field-error id={ (self.id) "-error" } role="alert" {}
            }
        }
    }
}

/// Parts as if they had no wrapper: each of the app's stands in one.
pub fn whole(markup: &dyn Render) -> Markup {
    html! { div.whole { (markup.render()) } }
}

pub fn group(class: &str, parts: &dyn Render) -> Markup {
    html! { div class=(class) { (parts.render()) } }
}

pub fn section(heading: &str, parts: &dyn Render) -> Markup {
    html! { section.section { h2 { (heading) } (parts.render()) } }
}

/// A section of rows, to whose heading the focus may be sent.
pub fn listed(id: &str, heading: &str, rows: &dyn Render) -> Markup {
    html! { section.section { h2 id=(id) tabindex="-1" { (heading) } ul.rows { (rows.render()) } } }
}

/// Sent by the app alone: what somebody types never stands in an address, also where no script runs.
pub fn form(parts: &dyn Render) -> Markup {
    html! { form.form novalidate method="dialog" { (parts.render()) } }
}

/// What is said is read out; nothing is said yet.
pub fn live(role: &str) -> Markup {
    html! { div role=(role) {} }
}

pub fn button(kind: Kind, label: &str) -> Markup {
    html! { button type="button" class=(kind.class()) { (label) } }
}

/// `about`: for those who hear it among others with the same words.
pub fn button_about(kind: Kind, label: &str, about: &str) -> Markup {
    html! { button type="button" class=(kind.class()) aria-label={ (label) ": " (about) } { (label) } }
}

pub fn submit(kind: Kind, label: &str) -> Markup {
    html! { button type="submit" class=(kind.class()) { (label) } }
}

pub fn field(field: Field, value: &str) -> Markup {
    let class = field.is_code.then_some("otp");
    field.drawn(&html! {
        input id=(field.id) name=(field.id) class=[class] type=(field.kind) inputmode=[field.mode]
            autocomplete=(field.autocomplete) placeholder=[field.placeholder]
            aria-describedby={ (field.id) "-hint " (field.id) "-error" } value=[Some(value).filter(|value| !value.is_empty())];
    })
}

/// The same for several lines.
pub fn area(field: Field) -> Markup {
    field.drawn(&html! {
        textarea id=(field.id) name=(field.id) rows="3" aria-describedby={ (field.id) "-hint " (field.id) "-error" } {}
    })
}

pub fn select(id: &str, label: &str, described: &str, options: &dyn Render) -> Markup {
    html! {
        div.field {
            label.field-label for=(id) { (label) }
            span.field-box { select id=(id) aria-describedby=(described) { (options.render()) } }
        }
    }
}

pub fn radios(legend: &str, rows: &dyn Render) -> Markup {
    html! { fieldset { legend.sr { (legend) } div.rows { (rows.render()) } } }
}

/// Each choice has an id, a label, and is chosen or not.
pub fn segmented(legend: &str, name: &str, choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        fieldset.form {
            legend.field-label { (legend) }
            div.segmented {
                @for (id, label, chosen) in choices {
                    label { input id=(id) type="radio" name=(name) checked[*chosen]; span { (label) } }
                }
            }
        }
    }
}

/// What is chosen, and behind it everything that can be.
pub fn unfold(chosen: &dyn Render, more: &dyn Render) -> Markup {
    html! { details.unfold { summary { (chosen.render()) } (more.render()) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::{HOSTILE, assert_escaped};

    #[test]
    fn what_people_and_policies_wrote_is_text_in_every_control() {
        let drawn = html! {
            (button(Kind::Main, HOSTILE)) (button_about(Kind::Quiet, HOSTILE, HOSTILE)) (submit(Kind::Text, HOSTILE))
            (section(HOSTILE, &"")) (listed("x", HOSTILE, &"")) (radios(HOSTILE, &"")) (select("x", HOSTILE, HOSTILE, &""))
            (field(Field::text("x", "y"), HOSTILE))
        };
        assert_escaped(drawn, 11);
    }

    #[test]
    fn a_field_names_its_hint_and_what_is_wrong_after_itself() {
        let drawn = field(Field { affix: Some("¥"), hint: "h", ..Field::text("amount", "Amount") }, "12").into_string();
        assert_eq!(
            drawn,
            "<div class=\"field\"><label class=\"field-label\" for=\"amount\">Amount</label><span class=\"field-box\">\
             <span class=\"field-affix\">¥</span><input id=\"amount\" name=\"amount\" type=\"text\" autocomplete=\"off\" \
             aria-describedby=\"amount-hint amount-error\" value=\"12\"></span><span class=\"field-hint\" id=\"amount-hint\">h</span>\
             <span class=\"field-error\" id=\"amount-error\" role=\"alert\"></span></div>"
        );
    }
}
