{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "vZUpIWfA4kf0wRhw02rccTalTpUyfIxEAwf5cy8q+CFxyeN8QdNsQXWdXaKEzaVek/2Jm5Z8aGce6uZ+W61nCw=="
}
