{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "rqfoQnKB8Da0y2b6/0F/jPjnrjwHbNJflNAUWdXFoBACLmVlyMFVVBGmwTYH4YYO737gbGfxEkGgGPsQlMO5BA=="
}
