{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "zenwclXn7nekEjSxaa3ymjhocIptzaAkx33V5rQTjLX8r5iBEZb9YTDX6JOrFI/eqx7mBcRdvM7f6DHO/LLiCw=="
}
