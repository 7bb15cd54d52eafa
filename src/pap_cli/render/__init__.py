"""What formats share: escaping, terminal painting, HTML, paper, drawings and the website frame."""
