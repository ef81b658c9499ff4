{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "aoOtbi5XvRMxd4iwSesRgW9uGoecJZGKYXLRUkfy4kybh0HSnyZSqmZYEKwX2qapalcTqYabRvfv9OoinY8hCA=="
}
