//! The log on standard error: one JSON object a line, or, where that is a terminal, a line for people. Owns its form; that nothing of any
//! person gets into it is for those who write to it, and tested.

use std::fmt::{self, Debug, Write};
use std::io::IsTerminal;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::{FmtContext, fmt};
use tracing_subscriber::registry::LookupSpan;

/// Begins to write everything of `level` and above.
pub fn begin(level: Level) {
    // Written to by hand because a line goes with each request: tracing's own JSON costs as much as a whole small handler.
    let form = if std::io::stderr().is_terminal() { Form::People } else { Form::Json };
    fmt().event_format(form).with_max_level(level).with_writer(std::io::stderr).init();
}

/// Who reads it.
#[derive(Clone, Copy)]
enum Form {
    Json,
    People,
}

impl<S, N> FormatEvent<S, N> for Form
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = String::with_capacity(256);
        if matches!(self, Self::People) {
            for_people(&mut line, event)?;
            return writer.write_str(&line);
        }
        write!(line, "{{\"at\":\"{}\"", chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.6fZ"))?;
        write!(line, ",\"level\":\"{}\"", event.metadata().level().as_str().to_ascii_lowercase())?;
        event.record(&mut Fields(&mut line));
        line.push_str("}\n");
        writer.write_str(&line)
    }
}

/// `14:32:05  GET /api/v1/me/card  status 200  ms 3`: what happened, and then the figures of it, each after its name.
fn for_people(line: &mut String, event: &Event<'_>) -> fmt::Result {
    let level = *event.metadata().level();
    write!(line, "{}  ", chrono::Local::now().format("%H:%M:%S"))?;
    if level <= Level::WARN {
        write!(line, "\u{1b}[1m{level}\u{1b}[0m  ")?;
    }
    let mut seen = Seen::default();
    event.record(&mut seen);
    line.push_str(&seen.message);
    for (name, value) in seen.fields {
        write!(line, "  \u{1b}[2m{name}\u{1b}[0m {value}")?;
    }
    line.push('\n');
    Ok(())
}

/// The parts of an event as people read them: nothing in them can move the cursor.
#[derive(Default)]
struct Seen {
    message: String,
    fields: Vec<(&'static str, String)>,
}

impl Visit for Seen {
    fn record_str(&mut self, field: &Field, value: &str) {
        let shown: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match field.name() {
            "message" => self.message = shown,
            name => self.fields.push((name, shown)),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

struct Fields<'a>(&'a mut String);

impl Fields<'_> {
    fn name(&mut self, field: &Field) {
        self.0.push_str(",\"");
        self.0.push_str(field.name());
        self.0.push_str("\":");
    }

    fn text(&mut self, text: &str) {
        let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\');
        if plain {
            self.0.push('"');
            self.0.push_str(text);
            self.0.push('"');
        } else {
            self.0.push_str(&serde_json::to_string(text).unwrap_or_default());
        }
    }
}

impl Visit for Fields<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.name(field);
        let _ = write!(self.0, "{value}");
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.name(field);
        let _ = write!(self.0, "{value}");
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.name(field);
        let _ = write!(self.0, "{value}");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.name(field);
        self.text(value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.name(field);
        self.text(&format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_an_object_whatever_is_in_it() {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = fmt().event_format(Form::Json).with_writer(move || writer.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(status = 201_u16, route = "/a", cause = "a \"b\"\n茶\u{7}", id = %"x", on = true, "it went");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&line["level"], &line["message"], &line["status"]),
            (&"info".into(), &"it went".into(), &201.into())
        );
        assert_eq!((&line["cause"], &line["on"]), (&"a \"b\"\n茶\u{7}".into(), &true.into()));
    }

    #[test]
    fn at_a_terminal_a_line_says_what_happened_and_nothing_in_it_moves_the_cursor() {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = fmt().event_format(Form::People).with_writer(move || writer.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(status = 201_u16, cause = "a\u{1b}[2Jb\nc", "it went");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        assert!(text.contains("WARN") && text.contains("it went") && text.contains("201"), "{text}");
        assert!(text.contains("a [2Jb c"), "{text}");
    }
}
