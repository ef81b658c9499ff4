{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "YPqJL+jwtRuJq4ot5+IhTzfXz3RqPfy6OZQD/Svsnq8NurWhgGw6EsXXXh8JxflahXihxVIdwMjW9jnKJJIlBQ=="
}
