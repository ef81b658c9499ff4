{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "gCtebBvmiky/KS67cPVHnUKXzZ+2ZLxAIfxSNsXgh8SCcNedHHn3Bftah1+U8N5/Ybyfatk9uGMetXpCWAWOCA=="
}
