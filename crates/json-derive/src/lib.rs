//! `#[derive(FromJson)]`: shuke-json's reader of a type, from the attributes that serde reads too. It knows those that the contract uses; any
//! other is an error of the compiler, as is a shape that it does not know: nothing is read in another way than serde reads it.

mod attributes;
mod reader;

use proc_macro::TokenStream;

#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(input: TokenStream) -> TokenStream {
    reader::of(input.into()).into()
}
