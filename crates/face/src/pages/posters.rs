//! Making a poster: the picture, what it is made of, and what is done with it. The picture itself is [`crate::poster`]'s.

mod whole;

pub use whole::page_whole;

use crate::poster::{HEIGHT, Layout, WIDTH};
use crate::shapes::controls::segmented;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::posters::Posters;

/// What a member wishes of a poster; each choice has an id in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub layout: Layout,
    pub dark: bool,
    pub shows_name: bool,
}

pub const LIGHT: &str = "poster-light";
pub const DARK: &str = "poster-dark";
pub const SHOWS_NAME: &str = "poster-name";
/// Before the id of a layout.
pub const LAYOUT: &str = "poster-";

impl Wish {
    /// What is drawn first: with the name where friends may read it anyway.
    pub fn first(posters: &Posters) -> Self {
        Self { layout: Layout::Scene, dark: false, shows_name: posters.name.is_some() && posters.shows_name }
    }

    /// A choice was made; `is_on` of what is either on or off.
    pub fn choose(&mut self, id: &str, is_on: bool) {
        match id {
            SHOWS_NAME => self.shows_name = is_on,
            // Of two that changed before the app was there it is told of both.
            _ if !is_on => (),
            LIGHT => self.dark = false,
            DARK => self.dark = true,
            _ => self.layout = Layout::named(id.trim_start_matches(LAYOUT)),
        }
    }
}

pub fn heading(t: &Texts) -> Markup {
    html! {
        div {
            h1.sr { (Page::Poster.title(t.lang)) }
            p.lede { (t.posters().lede) }
        }
    }
}

/// Nothing to see, in the place of a picture that is still drawn.
const BLANK: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/// The picture, in the room that it has from the beginning.
pub fn picture(source: &str, t: &Texts) -> Markup {
    let p = t.posters();
    let (source, said) = if source.is_empty() { (BLANK, p.drawing) } else { (source, p.hold) };
    html! {
        figure.poster {
            img.poster-sheet src=(source) width=(WIDTH) height=(HEIGHT) alt=(p.picture) decoding="sync";
            figcaption { span role="status" { (said) } }
        }
    }
}

/// What it is made of, as it is wished.
pub fn choices(wish: Wish, posters: &Posters, t: &Texts) -> Markup {
    let p = t.posters();
    let layouts = Layout::ALL.into_iter().zip(p.layouts);
    let layouts: Vec<_> =
        layouts.map(|(layout, name)| (format!("{LAYOUT}{}", layout.id()), name, wish.layout == layout)).collect();
    let layouts: Vec<_> = layouts.iter().map(|(id, name, is_chosen)| (id.as_str(), *name, *is_chosen)).collect();
    let [light, dark] = p.lights;
    html! {
        (segmented(p.layout, "poster-layout", &layouts))
        (segmented(p.light, "poster-ground", &[(LIGHT, light, !wish.dark), (DARK, dark, wish.dark)]))
        @if posters.name.is_some() {
            label.row {
                span.row-main { (p.shows_name) " " small { (p.shows_name_hint) } }
                input.switch id=(SHOWS_NAME) type="checkbox" role="switch" checked[wish.shows_name];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{HOSTILE, assert_escaped};
    use crate::words::texts;

    fn posters(name: Option<&str>, shows_name: bool) -> Posters {
        Posters { code: "8M2KQ7".into(), name: name.map(str::to_owned), shows_name }
    }

    #[test]
    fn a_name_is_on_a_poster_only_where_friends_may_read_it_or_the_member_says_so() {
        assert!(
            !Wish::first(&posters(None, true)).shows_name && !Wish::first(&posters(Some("晓雨"), false)).shows_name
        );
        let mut wish = Wish::first(&posters(Some("晓雨"), true));
        assert!(wish.shows_name);
        wish.choose(SHOWS_NAME, false);
        assert!(!wish.shows_name);
    }

    #[test]
    fn each_choice_of_the_page_is_understood() {
        let mut wish = Wish::first(&posters(None, false));
        let page = choices(wish, &posters(Some("x"), false), texts(Lang::Zh)).into_string();
        for layout in Layout::ALL {
            let id = format!("{LAYOUT}{}", layout.id());
            assert!(page.contains(&format!("id=\"{id}\"")), "{page}");
            wish.choose(&id, true);
            assert_eq!(wish.layout, layout);
        }
        wish.choose(DARK, true);
        wish.choose(LIGHT, false);
        assert!(wish.dark, "what is not chosen any more changes nothing");
        wish.choose(LIGHT, true);
        assert!(!wish.dark);
    }

    #[test]
    fn who_has_no_name_is_not_asked_whether_to_show_it() {
        let asked =
            |name| choices(Wish::first(&posters(name, true)), &posters(name, true), texts(Lang::En)).into_string();
        assert!(!asked(None).contains(SHOWS_NAME) && asked(Some("x")).contains(SHOWS_NAME));
    }

    #[test]
    fn a_picture_has_its_room_and_an_address_cannot_leave_it() {
        assert_escaped(picture(HOSTILE, texts(Lang::En)), 1);
        let drawn = picture("/posters/x.png", texts(Lang::En)).into_string();
        assert!(drawn.contains("width=\"1080\" height=\"1440\""), "{drawn}");
        assert!(picture("", texts(Lang::Zh)).into_string().contains("%3E\" width=\"1080\""));
    }
}
