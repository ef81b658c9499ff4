{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "FJSVNt/y2uxSXmIZexTfQyvjTzuuELcMFhdtfkUEtZ4kqYFL5+5UOlaudCwrcpQMbYiUkdXhpJibm/IJE9LyDg=="
}
