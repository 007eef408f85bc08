//! Times of day, which only the browser knows how to say in a time zone. Days are written by `shuke_face`.

use js_sys::{Date, Object, Reflect};
use shuke_face::Lang;
use shuke_rules::Instant;

/// `14:32` in `zone`.
pub fn time_of_day(at: Instant, zone: &str, lang: Lang) -> String {
    written(at, &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23"), ("timeZone", zone)], lang)
}

/// `11月21日 14:32` in `zone`, as the server says it: when something was read last.
pub fn moment(at: Instant, zone: &str, lang: Lang) -> String {
    let parts = [
        ("month", "long"),
        ("day", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
        ("timeZone", zone),
    ];
    written(at, &parts, lang)
}

/// `2026年11月21日` in `zone`.
pub fn day_of(at: Instant, zone: &str, lang: Lang) -> String {
    written(at, &[("year", "numeric"), ("month", "long"), ("day", "numeric"), ("timeZone", zone)], lang)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of our centuries are exact in a double")]
fn written(at: Instant, options: &[(&str, &str)], lang: Lang) -> String {
    let object = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    let tag = match lang {
        Lang::Zh => lang.tag(),
        // Month before day, as everywhere else in the app.
        Lang::En => "en-US",
    };
    let date = Date::new(&(at.timestamp_millis() as f64).into());
    String::from(date.to_locale_string(tag, &object))
}
