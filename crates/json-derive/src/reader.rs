//! The reader of a type.

use crate::attributes::{Missing, OfField, OfType, is_other};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::{Data, DataEnum, DeriveInput, Error, Field, Fields, Result, Type, Variant};

/// The implementation, or an error of the compiler.
pub fn of(input: TokenStream) -> TokenStream {
    syn::parse2(input).and_then(|input| implementation(&input)).unwrap_or_else(|error| error.to_compile_error())
}

fn implementation(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return wrong(&input.generics, "FromJson does not know generic types");
    }
    let name = &input.ident;
    let about = OfType::read(&input.attrs)?;
    let (body, absent) = match &input.data {
        Data::Struct(data) if about.tag.is_none() && about.content.is_none() => {
            let absent = about.transparent.then(|| {
                quote! {
                    fn absent() -> ::core::option::Option<Self> {
                        ::shuke_json::FromJson::absent().map(Self)
                    }
                }
            });
            (structure(&about, &data.fields)?, absent)
        }
        Data::Enum(data) if !about.transparent => (enumeration(&about, data)?, None),
        _ => return wrong(name, "FromJson does not know this shape"),
    };
    Ok(quote! {
        #[automatically_derived]
        impl ::shuke_json::FromJson for #name {
            fn from_json(json: &::shuke_json::Json) -> ::core::option::Option<Self> {
                #body
            }
            #absent
        }
    })
}

fn structure(about: &OfType, fields: &Fields) -> Result<TokenStream> {
    match fields {
        Fields::Named(_) if about.transparent => wrong(fields, "FromJson knows `transparent` of tuples only"),
        // The fields' own case is the one that is written.
        Fields::Named(_) => {
            let values = named(fields)?;
            // Where everything may be left out, nothing else notices that this is no object.
            let check = (!fields.iter().any(is_required)).then(|| quote!(json.fields()?;));
            Ok(quote!(#check ::core::option::Option::Some(Self #values)))
        }
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
            plain(&unnamed.unnamed[0])?;
            Ok(quote!(::shuke_json::FromJson::from_json(json).map(Self)))
        }
        _ => wrong(fields, "FromJson does not know this shape"),
    }
}

/// `{ a: json.get("a")?, … }`
fn named(fields: &Fields) -> Result<TokenStream> {
    let fields = fields.iter().map(field).collect::<Result<Vec<_>>>()?;
    Ok(quote!({ #(#fields),* }))
}

fn field(field: &Field) -> Result<TokenStream> {
    let about = OfField::read(&field.attrs)?;
    let Some(ident) = &field.ident else { return wrong(field, "FromJson does not know this shape") };
    let name = ident.unraw().to_string();
    let is_option = is_one_of(&field.ty, &["Option"]);
    let value = match (&about.with, &about.default) {
        (None, Missing::Absent) if about.flatten => {
            if is_option || is_one_of(&field.ty, &["BTreeMap", "HashMap"]) {
                return wrong(&field.ty, "FromJson flattens structs only");
            }
            quote!(::shuke_json::FromJson::from_json(json)?)
        }
        _ if about.flatten => return wrong(field, "FromJson knows `flatten` alone only"),
        (None, Missing::Absent) => quote!(json.get(#name)?),
        (None, Missing::Default) if is_option => quote!(json.get(#name)?),
        (None, Missing::Default) => quote!(json.get_or_default(#name)?),
        (None, Missing::By(path)) => or(&name, &quote!(::shuke_json::FromJson::from_json), &quote!(#path())),
        (Some(with), Missing::Absent) => quote!(#with::from_json(json.field(#name)?)?),
        (Some(with), Missing::Default) => {
            or(&name, &quote!(#with::from_json), &quote!(::core::default::Default::default()))
        }
        (Some(with), Missing::By(path)) => or(&name, &quote!(#with::from_json), &quote!(#path())),
    };
    Ok(quote!(#ident: #value))
}

/// Whether it must be there.
fn is_required(field: &Field) -> bool {
    let about = OfField::read(&field.attrs).unwrap_or_default();
    matches!(about.default, Missing::Absent) && (about.with.is_some() || !is_one_of(&field.ty, &["Option"]))
}

fn or(name: &str, read: &TokenStream, missing: &TokenStream) -> TokenStream {
    quote! {
        match json.field(#name) {
            ::core::option::Option::Some(value) => #read(value)?,
            ::core::option::Option::None => #missing,
        }
    }
}

fn enumeration(about: &OfType, data: &DataEnum) -> Result<TokenStream> {
    let mut names: Vec<String> = Vec::new();
    let mut arms = Vec::new();
    let mut other = None;
    for variant in &data.variants {
        let ident = &variant.ident;
        if is_other(&variant.attrs)? {
            if !matches!(variant.fields, Fields::Unit) {
                return wrong(variant, "`other` carries nothing");
            }
            other = Some(quote!(Self::#ident));
            continue;
        }
        let value = if matches!(variant.fields, Fields::Unit) { TokenStream::new() } else { carried(about, variant)? };
        let at = names.len();
        arms.push(quote!(#at => Self::#ident #value));
        let name = ident.unraw().to_string();
        names.push(if about.snake_case { snake_case(&name) } else { name });
    }
    if names.is_empty() {
        return wrong(&data.variants, "FromJson does not know enums without a name");
    }
    let names = names.join("|");
    let which = match &about.tag {
        Some(tag) => quote!(json.tagged(#tag, #names)),
        None if about.content.is_none() => quote!(json.named(#names)),
        None => return wrong(&data.variants, "`content` needs a `tag`"),
    };
    let none = quote!(return ::core::option::Option::None);
    let rest = other.map_or_else(|| quote!(_ => #none), |other| quote!(::shuke_json::NO_NAME => #none, _ => #other));
    Ok(quote!(::core::option::Option::Some(match #which { #(#arms,)* #rest })))
}

/// What a variant carries: beside the tag, or in a field of its own.
fn carried(about: &OfType, variant: &Variant) -> Result<TokenStream> {
    if about.tag.is_none() {
        return wrong(variant, "FromJson knows enums with data only with a `tag`");
    }
    match (&variant.fields, &about.content) {
        (Fields::Unnamed(unnamed), content) if unnamed.unnamed.len() == 1 => {
            plain(&unnamed.unnamed[0])?;
            let beside = || quote!((::shuke_json::FromJson::from_json(json)?));
            Ok(content.as_ref().map_or_else(beside, |content| quote!((json.get(#content)?))))
        }
        (Fields::Named(_), None) => named(&variant.fields),
        _ => wrong(variant, "FromJson does not know this shape"),
    }
}

/// Of a field of a tuple nothing is said.
fn plain(field: &Field) -> Result<()> {
    match field.attrs.iter().find(|attribute| attribute.path().is_ident("serde")) {
        Some(attribute) => wrong(attribute, "FromJson knows serde's attributes of named fields only"),
        None => Ok(()),
    }
}

fn is_one_of(ty: &Type, names: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// As serde does it.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn wrong<T>(at: &impl ToTokens, why: &str) -> Result<T> {
    Err(Error::new_spanned(at, why))
}

#[cfg(test)]
mod tests;
