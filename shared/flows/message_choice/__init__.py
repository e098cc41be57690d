"""What the office may tell somebody of its own accord: their own choice (个人信息保护法 第24条)."""
