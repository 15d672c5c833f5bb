/** What the article cites. Listed in the order of the table. */
export interface Reference {
  readonly authors: string;
  readonly title: string;
  readonly where: string;
  readonly year: number;
  readonly url: string;
}

const arxiv = (id: string) => `https://arxiv.org/abs/${id}`;
const doi = (id: string) => `https://doi.org/${id}`;

export const REFERENCES = {
  adam2020: {
    authors: 'G. Adam, R. Speciel',
    title: 'Evaluating ensemble robustness against adversarial attacks',
    where: 'arXiv:2005.05750',
    year: 2020,
    url: arxiv('2005.05750'),
  },
  adam2020post: {
    authors: 'G. Adam',
    title: 'Ensemble robustness to adversarial examples',
    where: 'Blog post',
    year: 2020,
    url: 'https://alexadam.ca/2020/05/13/ensemble-robustness-to-adversarial-examples/',
  },
  goodfellow2015: {
    authors: 'I. J. Goodfellow, J. Shlens, C. Szegedy',
    title: 'Explaining and harnessing adversarial examples',
    where: 'ICLR',
    year: 2015,
    url: arxiv('1412.6572'),
  },
  szegedy2014: {
    authors: 'C. Szegedy, W. Zaremba, I. Sutskever, J. Bruna, D. Erhan, I. Goodfellow, R. Fergus',
    title: 'Intriguing properties of neural networks',
    where: 'ICLR',
    year: 2014,
    url: arxiv('1312.6199'),
  },
  xiao2017: {
    authors: 'H. Xiao, K. Rasul, R. Vollgraf',
    title: 'Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms',
    where: 'arXiv:1708.07747',
    year: 2017,
    url: arxiv('1708.07747'),
  },
  madry2018: {
    authors: 'A. Madry, A. Makelov, L. Schmidt, D. Tsipras, A. Vladu',
    title: 'Towards deep learning models resistant to adversarial attacks',
    where: 'ICLR',
    year: 2018,
    url: arxiv('1706.06083'),
  },
  papernot2016: {
    authors: 'N. Papernot, P. McDaniel, I. Goodfellow',
    title:
      'Transferability in machine learning: from phenomena to black-box attacks using adversarial samples',
    where: 'arXiv:1605.07277',
    year: 2016,
    url: arxiv('1605.07277'),
  },
  tramer2017: {
    authors: 'F. Tramèr, N. Papernot, I. Goodfellow, D. Boneh, P. McDaniel',
    title: 'The space of transferable adversarial examples',
    where: 'arXiv:1704.03453',
    year: 2017,
    url: arxiv('1704.03453'),
  },
  kariyappa2019: {
    authors: 'S. Kariyappa, M. K. Qureshi',
    title: 'Improving adversarial robustness of ensembles with diversity training',
    where: 'arXiv:1901.09981',
    year: 2019,
    url: arxiv('1901.09981'),
  },
  gordan1873: {
    authors: 'P. Gordan',
    title: 'Ueber die Auflösung linearer Gleichungen mit reellen Coefficienten',
    where: 'Mathematische Annalen 6, 23–28',
    year: 1873,
    url: doi('10.1007/BF01442864'),
  },
  wolfe1976: {
    authors: 'P. Wolfe',
    title: 'Finding the nearest point in a polytope',
    where: 'Mathematical Programming 11, 128–149',
    year: 1976,
    url: doi('10.1007/BF01580381'),
  },
  desideri2012: {
    authors: 'J.-A. Désidéri',
    title: 'Multiple-gradient descent algorithm (MGDA) for multiobjective optimization',
    where: 'Comptes Rendus Mathématique 350, 313–318',
    year: 2012,
    url: doi('10.1016/j.crma.2012.03.014'),
  },
  plackett1954: {
    authors: 'R. L. Plackett',
    title: 'A reduction formula for normal multivariate integrals',
    where: 'Biometrika 41, 351–360',
    year: 1954,
    url: doi('10.1093/biomet/41.3-4.351'),
  },
  athalye2018: {
    authors: 'A. Athalye, N. Carlini, D. Wagner',
    title:
      'Obfuscated gradients give a false sense of security: circumventing defenses to adversarial examples',
    where: 'ICML',
    year: 2018,
    url: arxiv('1802.00420'),
  },
  carlini2019: {
    authors:
      'N. Carlini, A. Athalye, N. Papernot, W. Brendel, J. Rauber, D. Tsipras, I. Goodfellow, A. Madry, A. Kurakin',
    title: 'On evaluating adversarial robustness',
    where: 'arXiv:1902.06705',
    year: 2019,
    url: arxiv('1902.06705'),
  },
  andriushchenko2020: {
    authors: 'M. Andriushchenko, F. Croce, N. Flammarion, M. Hein',
    title: 'Square Attack: a query-efficient black-box adversarial attack via random search',
    where: 'ECCV',
    year: 2020,
    url: arxiv('1912.00049'),
  },
  melamed2023: {
    authors: 'O. Melamed, G. Yehudai, G. Vardi',
    title:
      'Adversarial examples exist in two-layer ReLU networks for low dimensional linear subspaces',
    where: 'NeurIPS',
    year: 2023,
    url: arxiv('2303.00783'),
  },
} as const satisfies Record<string, Reference>;

export type ReferenceId = keyof typeof REFERENCES;

/** From 1, as it is cited. */
export function numberOf(id: ReferenceId): number {
  return Object.keys(REFERENCES).indexOf(id) + 1;
}
