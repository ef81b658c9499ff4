{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "3T+BXFwbKmspV9JDgQUG/oi8fDvcnoG8BkzenMo6NjPYSFj6/+8f055siXpP8ZP1EStOTiJkBI9u83+rL4udCw=="
}
