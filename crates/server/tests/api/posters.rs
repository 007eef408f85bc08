//! `/api/v1/me/posters`, `/posters`

use crate::support::{Member, Reply, TestApp, at_once};
use png::{BitDepth, ColorType, Decoder, Encoder};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Write};

const PATH: &str = "/api/v1/me/posters";
const SIZE: (u32, u32) = (1080, 1440);

/// A grey picture of that size.
pub fn picture((width, height): (u32, u32), grey: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let pixels = vec![grey; (width * height * 3) as usize];
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

/// As it travels.
pub fn poster(file: &[u8]) -> Value {
    json!({ "png": shuke_server::pictures::base64::encode(file) })
}

fn keep(member: &Member<'_>, file: &[u8]) -> Reply {
    member.post(PATH, &poster(file))
}

/// Where it is then.
fn kept(member: &Member<'_>, file: &[u8]) -> String {
    keep(member, file).expect(200).json["address"].as_str().unwrap().to_owned()
}

fn exported(member: &Member<'_>) -> Vec<String> {
    let export = member.get("/api/v1/me/export").expect(200).json;
    let posters = export["more"]["posters"].as_array().unwrap();
    posters.iter().map(|poster| poster["address"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_poster_has_an_address_that_nobody_guesses_and_can_only_be_looked_at() {
    let app = TestApp::start();
    let member = app.join("18920000001");
    let made_of = member.get(PATH).expect(200).json;
    assert!(!made_of["code"].as_str().unwrap().is_empty());
    let address = kept(&member, &picture(SIZE, 7));
    let name = address.strip_prefix("/posters/").unwrap().strip_suffix(".png").unwrap();
    assert!(name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    let given = app.get(&address).expect(200);
    let header = |name: &str| given.header(name).unwrap_or_default();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(header("x-robots-tag"), "noindex");
    assert!(header("content-security-policy").contains("default-src 'none'; sandbox"));
    let mut shown = Decoder::new(Cursor::new(&given.bytes)).read_info().unwrap();
    let mut pixels = vec![0; shown.output_buffer_size().unwrap()];
    let frame = shown.next_frame(&mut pixels).unwrap();
    assert_eq!(((frame.width, frame.height), frame.color_type), (SIZE, ColorType::Rgb));
    assert!(pixels.iter().all(|byte| *byte == 7));
    let other = format!("/posters/{}.png", "0".repeat(64));
    for unknown in [&other, "/posters/x", &address.replace(".png", ""), "/posters/..%2fx.png"] {
        app.get(unknown).refused(404, "not_found");
    }
    app.post(PATH, &poster(&picture(SIZE, 7))).refused(401, "sign_in_required");
    app.get(PATH).refused(401, "sign_in_required");
}

#[test]
fn the_same_picture_of_the_same_member_is_kept_once_whatever_its_file_is() {
    let app = TestApp::start();
    let (one, other) = (app.join("18920000002"), app.join("18920000003"));
    let file = picture(SIZE, 9);
    let first = kept(&one, &file);
    let polyglot = [&file[..], b"<script>alert(1)</script>", b"PK\x05\x06"].concat();
    assert_eq!([&file, &polyglot].map(|file| kept(&one, file)), [first.clone(), first.clone()]);
    let given = app.get(&first).expect(200).bytes;
    assert!(!given.windows(7).any(|part| part == b"<script"), "what stood behind the picture is gone");
    let theirs = kept(&other, &file);
    assert_ne!(theirs, first, "another member's has a name of its own");
    assert_eq!((exported(&one), exported(&other)), (vec![first.clone()], vec![theirs.clone()]));
    let close = json!({ "last_four": &one.number[9..] });
    one.post("/api/v1/me/close", &close).expect(200);
    app.get(&first).refused(404, "not_found");
    app.get(&theirs).expect(200);
}

#[test]
fn what_is_no_poster_is_refused_before_it_is_unpacked() {
    let app = TestApp::start();
    let member = app.join("18920000004");
    let refused = |file: &[u8]| {
        let refused = keep(&member, file).refused(422, "poster_refused").json;
        assert_eq!((&refused["figures"]["width"], &refused["figures"]["height"]), (&json!(1080), &json!(1440)));
        refused["rule"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"), "It is no PNG.");
    assert_eq!(refused(b"GIF89a"), "It is no PNG.");
    assert_eq!(refused(&picture((8_000, 5_000), 0)), "It has another size than a poster.", "40 megapixels");
    assert_eq!(refused(&bomb()), "Its picture cannot be read to the end.");
    assert_eq!(refused(&picture(SIZE, 1)[..900]), "Its picture cannot be read to the end.");
    assert_eq!(
        member.post(PATH, &json!({ "png": "no base64!" })).refused(422, "invalid_fields").json["fields"][0]["field"],
        "png"
    );
    assert_eq!(
        member.post(PATH, &json!({ "png": "abc" })).refused(422, "poster_refused").json["rule"],
        "It is not base64 with padding."
    );
    keep(&member, &vec![0; 400_000]).refused(413, "body_too_large");
    assert_eq!(exported(&member), Vec::<String>::new());
    // Others may not send more than before.
    let long =
        json!({ "name": "x".repeat(100_000), "phone": "13800000000", "region": "上海市", "street": "武康路 1 号" });
    member.post("/api/v1/me/addresses", &long).refused(413, "body_too_large");
}

/// A poster's header, and twenty megabytes in a few that are no rows of one.
fn bomb() -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&vec![9; 20 << 20]).unwrap();
    let packed = packer.finish().unwrap();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, SIZE.0, SIZE.1);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Sixteen);
    encoder.write_header().unwrap().write_chunk(png::chunk::IDAT, &packed).unwrap();
    file
}

#[test]
fn the_oldest_makes_room_for_the_twenty_first() {
    let app = TestApp::start();
    let member = app.join("18920000005");
    let addresses: Vec<String> = (0..20).map(|grey| kept(&member, &picture(SIZE, grey))).collect();
    assert_eq!(exported(&member), addresses);
    let newest = kept(&member, &picture(SIZE, 20));
    app.get(&addresses[0]).refused(404, "not_found");
    app.get(&newest).expect(200);
    assert_eq!(exported(&member).len(), 20);
    assert_ne!(kept(&member, &picture(SIZE, 0)), addresses[0], "what went comes back under another name");
}

#[test]
fn of_many_at_once_each_picture_is_kept_once_and_no_more_than_twenty() {
    // Two are looked at at a time, here by a program that was built to be debugged.
    let app = TestApp::start_with(&[("SHUKE_TIMEOUT_SECONDS", "60")]);
    let member = app.join("18920000006");
    // Each of 32 twice; a burst of 60 is let through.
    let replies = at_once((0..64_u8).map(|n| {
        let member = &member;
        move || (n / 2, keep(member, &picture(SIZE, n / 2)))
    }));
    let mut given: BTreeSet<(u8, String)> = BTreeSet::new();
    for (grey, reply) in replies {
        match reply.status {
            200 => drop(given.insert((grey, reply.json["address"].as_str().unwrap().to_owned()))),
            _ => drop(reply.refused(429, "too_many_requests")),
        }
    }
    assert!(given.len() >= 30, "{}", given.len());
    let kept = exported(&member);
    assert_eq!(kept.len(), 20);
    assert!(kept.iter().all(|address| given.iter().any(|(_, other)| other == address)));
    app.place.run(&["audit"]);
}

#[test]
fn who_sends_posters_without_end_is_told_to_wait_and_others_are_not() {
    let app = TestApp::start();
    let (one, other) = (app.join("18920000007"), app.join("18920000008"));
    let statuses: Vec<u16> = (0..70).map(|_| keep(&one, b"none").status).collect();
    assert!(statuses[..60].iter().all(|status| *status == 422) && statuses[65..].iter().all(|status| *status == 429));
    kept(&other, &picture(SIZE, 1));
}
