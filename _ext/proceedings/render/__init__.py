"""Model -> docutils nodes: pure functions, which know neither documents nor builders."""
