//! Progress bars on standard error; none is drawn where that is no terminal.

use crate::cli::out::note;
use crate::operator::imports::purchases::{Amount, Step};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar for so many of something.
pub fn bar(length: u64, what: &'static str, bytes: bool) -> ProgressBar {
    let amounts = if bytes { "{bytes}/{total_bytes}" } else { "{human_pos}/{human_len}" };
    let style = ProgressStyle::with_template(&format!("{{msg:10}} [{{bar:32}}] {amounts} {{eta}}"));
    let bar = ProgressBar::new(length).with_message(what);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar
}

/// The bar of the present step of an import; the one before is gone.
#[derive(Default)]
pub struct Bars(Option<(&'static str, ProgressBar)>);

impl Bars {
    pub fn show(&mut self, step: Step) {
        match step {
            Step::Reading(amount) => self.at("reading", amount, true),
            Step::Staging(amount) => self.at("staging", amount, false),
            Step::Booking(amount) => self.at("booking", amount, false),
            Step::GoesOn => {
                self.clear();
                note("This import was stopped before it was finished; it goes on.");
            }
        }
    }

    fn at(&mut self, what: &'static str, Amount { done, of }: Amount, bytes: bool) {
        match &self.0 {
            Some((present, bar)) if *present == what => bar.set_position(done),
            _ => {
                self.clear();
                let bar = bar(of, what, bytes);
                bar.set_position(done);
                self.0 = Some((what, bar));
            }
        }
    }

    pub fn clear(&mut self) {
        if let Some((_, bar)) = self.0.take() {
            bar.finish_and_clear();
        }
    }
}
