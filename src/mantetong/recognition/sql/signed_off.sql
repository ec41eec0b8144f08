-- Regions whose existing recognitions two people have declared complete, or the demo has: elsewhere "no" would be a guess.
SELECT region FROM recognition_importsignoff WHERE second_id IS NOT NULL OR (is_demo AND %(sandbox)s)
