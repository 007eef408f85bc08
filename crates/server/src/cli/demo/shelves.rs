//! What the example brands offer, as it lies beside their policies: built in, so that a demo needs no other file.

/// The items and the goods of a brand, and the pictures of both by their paths.
pub struct Shelf {
    pub brand: &'static str,
    pub items: &'static [u8],
    pub goods: &'static [u8],
    pub pictures: &'static [(&'static str, &'static [u8])],
}

/// A picture beside a brand's items.
macro_rules! picture {
    ($brand:literal, $name:literal) => {
        (
            concat!("pictures/", $name, ".svg"),
            include_bytes!(concat!("../../../../../brands/", $brand, "/pictures/", $name, ".svg")),
        )
    };
}

pub const SHELVES: &[Shelf] = &[
    Shelf {
        brand: "xiaoman",
        items: include_bytes!("../../../../../brands/xiaoman/items.csv"),
        goods: include_bytes!("../../../../../brands/xiaoman/goods.csv"),
        pictures: &[
            picture!("xiaoman", "bakes"),
            picture!("xiaoman", "canvas-bag"),
            picture!("xiaoman", "ceramic-cup"),
            picture!("xiaoman", "clay-teapot"),
            picture!("xiaoman", "cold-brew-bottle"),
            picture!("xiaoman", "cold-brew-box"),
            picture!("xiaoman", "cup-sleeve"),
            picture!("xiaoman", "jasmine-tea"),
            picture!("xiaoman", "matcha-oat"),
            picture!("xiaoman", "oat-latte"),
            picture!("xiaoman", "oat-latte-large"),
            picture!("xiaoman", "oat-pot"),
            picture!("xiaoman", "oat-sachets"),
            picture!("xiaoman", "orange-oat"),
            picture!("xiaoman", "osmanthus-oolong"),
            picture!("xiaoman", "solstice-box"),
            picture!("xiaoman", "spring-green"),
            picture!("xiaoman", "tea-caddy"),
            picture!("xiaoman", "tea-pack"),
            picture!("xiaoman", "tea-session"),
        ],
    },
    Shelf {
        brand: "shanlan",
        items: include_bytes!("../../../../../brands/shanlan/items.csv"),
        goods: include_bytes!("../../../../../brands/shanlan/goods.csv"),
        pictures: &[
            picture!("shanlan", "card-holder"),
            picture!("shanlan", "cashmere-scarf"),
            picture!("shanlan", "cedar-hangers"),
            picture!("shanlan", "cotton-trousers"),
            picture!("shanlan", "crew-tee"),
            picture!("shanlan", "hemming"),
            picture!("shanlan", "ironing"),
            picture!("shanlan", "last-knit"),
            picture!("shanlan", "linen-shirt"),
            picture!("shanlan", "made-shirt"),
            picture!("shanlan", "pocket-square"),
            picture!("shanlan", "shoe-care"),
            picture!("shanlan", "straw-hat"),
            picture!("shanlan", "tie-clip"),
            picture!("shanlan", "umbrella"),
            picture!("shanlan", "wool-coat"),
            picture!("shanlan", "wool-socks"),
        ],
    },
];
