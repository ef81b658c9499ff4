{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "wUlUn+5qLxEf0FHt+Kn4PMjuzeiA4bgZAYqrVR8GcVpIYi8AXAOV7CCuKZmAqYNCrRnWpchtzBVwxZzy4QaQBA=="
}
