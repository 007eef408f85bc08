//! Pictures drawn here – every kind of code, held in every way that a hand holds it – are read right; what is no code is not read.

#[cfg(test)]
mod camera;
#[cfg(test)]
mod posters;
#[cfg(test)]
mod symbols;

use camera::{Chance, Held, SIDE, STEADY, colours, picture};
use symbols::Symbol;

/// What each kind of code says in these pictures.
fn every_kind() -> Vec<(&'static str, Symbol)> {
    vec![
        ("88690123456780123456", symbols::qr("88690123456780123456")),
        ("https://example.com/i/10034?from=shop", symbols::qr("https://example.com/i/10034?from=shop")),
        ("88690123456780123456", symbols::code_128("88690123456780123456")),
        ("6901234567892", symbols::ean_13("6901234567892")),
        ("96385074", symbols::ean_8("96385074")),
        ("036000291452", symbols::ean_13("0036000291452")),
    ]
}

fn read(picture: &[u8]) -> Option<String> {
    shuke_decoder::read(&colours(picture), SIDE, false).and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Every kind is read when it is held like this.
#[track_caller]
fn all_are_read(held: Held) {
    let chance = &mut Chance(20);
    let seen = every_kind().into_iter().map(|(said, symbol)| (said, read(&picture(chance, &symbol, held))));
    let wrong: Vec<_> = seen.filter(|(said, seen)| seen.as_deref() != Some(*said)).collect();
    assert!(wrong.is_empty(), "{held:?}: {wrong:?}");
}

#[test]
fn upright() {
    all_are_read(STEADY);
}

#[test]
fn a_little_aslant() {
    all_are_read(Held { turned: 8.0, ..STEADY });
    all_are_read(Held { turned: -15.0, ..STEADY });
}

#[test]
fn far_aslant() {
    all_are_read(Held { turned: 45.0, ..STEADY });
    all_are_read(Held { turned: 118.0, ..STEADY });
}

#[test]
fn on_its_side_and_upside_down() {
    all_are_read(Held { turned: 90.0, ..STEADY });
    all_are_read(Held { turned: 180.0, ..STEADY });
}

#[test]
fn light_on_dark() {
    all_are_read(Held { is_inverted: true, ..STEADY });
    all_are_read(Held { is_inverted: true, turned: 30.0, ..STEADY });
}

/// Nothing but the code and its own ground: no edge comes before its first.
#[test]
fn without_anything_around_it() {
    for (said, symbol) in every_kind() {
        for is_inverted in [false, true] {
            let large = Held { size: 1.5 * 0.9, is_inverted, noise: 0.0, ..STEADY };
            let symbol = symbols::with_more_white(&symbol);
            assert_eq!(
                read(&picture(&mut Chance(20), &symbol, large)).as_deref(),
                Some(said),
                "inverted: {is_inverted}"
            );
        }
    }
}

#[test]
fn in_dim_light() {
    all_are_read(Held { light: 0.12, ..STEADY });
    all_are_read(Held { light: 0.12, is_inverted: true, turned: 60.0, ..STEADY });
}

#[test]
fn half_in_the_shade() {
    all_are_read(Held { shade: 0.6, ..STEADY });
}

#[test]
fn blurred() {
    all_are_read(Held { blur: 1, ..STEADY });
}

#[test]
fn noisy() {
    all_are_read(Held { noise: 16.0, ..STEADY });
    all_are_read(Held { noise: 16.0, turned: 10.0, ..STEADY });
}

#[test]
fn small() {
    all_are_read(Held { size: 0.62, ..STEADY });
}

/// Each half of the picture alone is enough, also for what is blurred.
#[test]
fn away_from_the_middle() {
    for aside in [-0.22, 0.22] {
        all_are_read(Held { size: 0.62, aside, ..STEADY });
        all_are_read(Held { size: 0.62, aside, turned: 90.0, ..STEADY });
    }
}

#[test]
fn of_a_packet_with_two_codes_either_can_be_had() {
    let chance = &mut Chance(20);
    let half = |symbol, size, aside| (symbol, Held { size, aside, ..STEADY });
    let (square, bars) =
        (half(symbols::qr("https://example.com"), 0.4, -0.25), half(symbols::ean_13("6901234567892"), 0.5, 0.25));
    let (above, below) = (picture(chance, &square.0, square.1), picture(chance, &bars.0, bars.1));
    let both: Vec<u8> =
        above.iter().zip(&below).enumerate().map(|(at, (a, b))| if at < SIDE * SIDE / 2 { *a } else { *b }).collect();
    let read = |bars_first| {
        shuke_decoder::read(&colours(&both), SIDE, bars_first).map(|bytes| String::from_utf8(bytes).unwrap())
    };
    assert_eq!(read(false).as_deref(), Some("https://example.com"));
    assert_eq!(read(true).as_deref(), Some("6901234567892"));
}

#[test]
fn askew() {
    all_are_read(Held { askew: 0.05, turned: 5.0, ..STEADY });
}

#[test]
fn nothing_is_read_where_nothing_is_and_nothing_breaks() {
    let chance = &mut Chance(7);
    for coarse in 1..=9 {
        let grains: Vec<u8> = (0..SIDE * SIDE).map(|_| chance.grey()).collect();
        let at = |point: usize| (point / SIDE / coarse) * SIDE + point % SIDE / coarse;
        let noise: Vec<u8> = (0..SIDE * SIDE).map(|point| grains[at(point)]).collect();
        assert_eq!(read(&noise), None, "{coarse}");
    }
    for (points, width) in [(0, 0), (0, 7), (7, 0), (3, 1), (400, 100), (400, 10), (40_000, 10_000)] {
        assert_eq!(shuke_decoder::read(&vec![128; points], width, false), None, "{points} {width}");
    }
}

#[test]
fn a_damaged_code_is_read_right_or_not_at_all() {
    let chance = &mut Chance(99);
    for (said, symbol) in every_kind() {
        for _ in 0..5 {
            let held = Held { turned: chance.between(-90.0, 90.0), noise: 8.0, ..STEADY };
            let mut points = picture(chance, &symbol, held);
            for _ in 0..4 {
                camera::blot(chance, &mut points);
            }
            let seen = read(&points);
            assert!(seen.as_ref().is_none_or(|seen| seen == said), "{said} was read as {seen:?}");
        }
    }
}
