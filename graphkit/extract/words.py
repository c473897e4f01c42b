"""The small words that the rules stand on: what can begin, join, or never be part of a name."""

import re
from functools import lru_cache

from graphkit.ids import singular

_HYPHENS = re.compile(r"[-‐‑–—/]+")  # noqa: RUF001 - the dashes that titles hold
_INNER_CAPITAL = re.compile(r"[^\W\d_][\w@+&.'-]*[A-Z]")
_VARIABLE = re.compile(r"[^\W\d_][\d_]*\w?")  # x, L_1, V2
_HAS_LETTER = re.compile(r"[^\W\d_]")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


FUNCTION = word_set(
    "a an the this that these those it its their they them we our us i you your he she his her "
    "who whom whose which what where when why how and or but nor yet so if then than as at by "
    "for from in into of on onto off out over under to toward towards up down upon via with "
    "within without between among amongst across along through throughout during before after "
    "since until while whereas because although though unless whether despite against about "
    "above below beyond around near per like unlike versus vs vs. be is are was were been being "
    "am do does did done has have had having can could may might must shall should will would "
    "not no only also both either neither each every all any some many much more most less "
    "least few several various numerous such same other another others own very too quite "
    "rather even still just already often usually typically generally recently currently "
    "previously finally first second third firstly secondly lastly moreover furthermore however "
    "therefore thus hence instead additionally here there e.g. i.e. etc etc. al al. et cf cf. "
    "one two three four five six seven eight nine ten i.i.d. w.r.t. respectively namely "
    "including based using used due given well together otherwise once twice again later far "
    "never always sometimes today now else thereby herein therein non multiple certain specific "
    "particular kind kinds type types number amount set sets variety range series part parts "
    "way ways case cases result results term terms lot url don't doesn't themselves itself "
    "ourselves existing previous prior recent current new novel nowadays"
)
EVALUATIVE = word_set(
    "novel new proposed efficient existing state-of-the-art popular standard traditional "
    "various several different effective powerful recent this such simple general generic "
    "flexible robust scalable fast faster fastest accurate lightweight light-weight unified "
    "principled practical comprehensive innovative advanced modern conventional classical "
    "typical common current previous prior related similar alternative additional strong "
    "stronger weak better best good high highly low large larger largest big small smaller "
    "smallest new-generation promising competitive challenging important key main major crucial "
    "critical essential fundamental basic core central complex complicated sophisticated "
    "simplified straightforward easy hard difficult significant substantial considerable "
    "remarkable impressive superior improved enhanced optimal optimized first second final "
    "initial original overall whole entire full complete real actual true wide broad extensive "
    "rich diverse underlying respective corresponding aforementioned versatile generalizable "
    "end-to-end real-world well-known widely-used commonly-used so-called high-quality "
    "high-performance low-cost cost-effective large-scale small-scale open-source "
    "publicly-available available easy-to-use plug-and-play interpretable explainable "
    "theoretical empirical experimental preliminary successful reliable useful possible "
    "potential subsequent ultimate unique special specialized specific particular certain "
    "tailored customized universal elegant intuitive natural naive vanilla classic seminal "
    "leading dominant emerging ubiquitous fully mere solely purely truly famous renowned "
    "numerous many multiple ultra super extremely increasingly resulting downstream upstream "
    "target desired required well-established long-standing next future past early late novelty "
    "own trained untrained pre-existing mainstream prevalent widespread successfully suboptimal "
    "considered learned given higher lower greater comparable reduced increased baseline single"
)
GENERIC = word_set(
    "model models method methods approach approaches algorithm algorithms framework frameworks "
    "system systems network networks graph graphs technique techniques architecture "
    "architectures procedure scheme strategy strategies mechanism module component tool toolkit "
    "library pipeline solution solutions task tasks problem problems dataset datasets data "
    "benchmark benchmarks corpus metric metrics measure score scores performance result results "
    "experiment experiments evaluation analysis study studies paper work research application "
    "applications domain domains field fields learning training inference test testing "
    "validation prediction predictions feature features representation representations "
    "parameter parameters layer layers node nodes edge edges input inputs output outputs "
    "function functions structure structures process processes information knowledge language "
    "image images video videos text texts time state states space sample samples example "
    "examples property properties theory concept concepts setting settings scenario scenarios "
    "agent agents user users human humans environment code software hardware computer machine "
    "deep ai ml nlp cv gpu gpus cpu cpus tpu fpga asic ram api apis url rgb 2d 3d 1d 4d id ids "
    "io ui sota od covid-19 covid usa eu uk usd ms hz mhz ghz khz gb mb kb tb kg mm cm nm km "
    "hpc iot ar vr xr qa ok pc pcs web internet github gitlab huggingface neural network-based "
    "model-based data-driven learning-based graph-based theorem equation dynamics equations "
    "series sequence sequences signal signals noise variable variables value values "
    "distribution distributions matrix vector tensor optimization simulation simulations "
    "modeling modelling computation computing loss losses error errors speed cost rate quality "
    "neuron neurons weight weights baseline baselines extension variant variants class classes "
    "label labels object objects level levels review survey overview introduction tutorial "
    "artificial-intelligence ieee acm arxiv neurips icml iclr cvpr acl emnlp aaai nvidia google "
    "facebook meta microsoft openai deepmind amazon apple intel amd ibm uci mit stanford h100 "
    "a100 v100 rtx english chinese french german spanish arabic japanese korean hindi i ii iii "
    "iv v vi stem phd us"
)
# Whole fields of study are no entities.
FIELDS = frozenset(
    {
        "deep learning", "machine learning", "supervised learning", "natural language processing",
        "neural network", "artificial intelligence", "computer vision", "computer science",
        "data science", "robotics", "statistics", "physics", "chemistry", "biology", "neuroscience",
        "mathematics", "engineering", "complex system", "social network", "time series",
        "dynamic graph", "temporal graph", "computational biology", "bioinformatics", "medicine",
        "cognitive science", "signal processing", "graph machine learning", "software engineering",
        "scientific computing", "high performance computing", "human-computer interaction",
        "big data", "data mining", "training data", "training set", "ground truth", "open source",
        "deep neural", "neural", "large language", "real time", "case study", "point cloud",
        "deep model", "deep network", "graph data", "graph structure", "state of the art",
        "machine learning model", "deep learning model", "neural model", "learning algorithm",
        "learning model", "learning method", "learning framework", "training algorithm",
        "network architecture", "network structure", "neural network architecture",
        "neural network model", "network model", "network topology", "inference algorithm",
    }
)  # fmt: skip

_VERBS = word_set(
    "achieve address adopt affect aim allow analyse analyze apply argue assess assume attain "
    "bring build capture carry cause challenge change characterize choose combine compare "
    "compute conduct confirm consider consist construct contain contribute create deal define "
    "deliver demonstrate depend derive describe design determine develop devise discover "
    "discuss display employ enable encourage enhance ensure establish evaluate examine exceed "
    "exhibit exist expand explain exploit explore extend extract facilitate find focus follow "
    "formulate generalize generate give guarantee guide handle help highlight identify "
    "illustrate implement improve include incorporate increase indicate infer inspire integrate "
    "introduce investigate involve keep know lack lead learn let leverage limit maintain make "
    "manage mitigate modify motivate need obtain occur offer outperform overcome perform "
    "present preserve prevent produce propose prove provide raise reach reduce remain remove "
    "replace report represent require resolve result reveal run scale see seek select serve "
    "show simplify solve speed study suffer suggest support surpass tackle take tend test train "
    "transform treat try understand use utilize validate vary verify yield accelerate alleviate "
    "become begin call collect compete constitute converge decrease differ emerge enrich "
    "exacerbate exclude favor feed fail gain get go grow hinder hold hope ignore impose inform "
    "inject invoke join label leave look lose match meet merge move name observe open operate "
    "outline pave place play pose predict process promote pursue push put quantify receive "
    "recognize recover refer refine rely release render retain retrieve review revisit rise say "
    "set share shed shift start state stem stop store struggle succeed surround sustain tailor "
    "think turn undergo unify unlock update view want work write adapt advance simulate capable "
    "able aware optimize benefit broaden bridge boost complement estimate draw experience cover "
    "face force group impact inherit measure minimize maximize mimic monitor note perturb rank "
    "record reconstruct relate request respond translate visualize classify detect"
)
_KEPT_FORMS = word_set(
    "learning training modeling modelling clustering processing reasoning forecasting embedding "
    "ranking sampling coding encoding decoding matching mining parsing planning pruning pooling "
    "routing scheduling searching sensing spiking tagging tracking tuning understanding "
    "labeling labelling computing imaging folding sequencing boosting bagging averaging "
    "stemming weighted masked gated directed attributed augmented constrained distributed "
    "federated supervised unsupervised self-supervised semi-supervised weakly-supervised "
    "pretrained pre-trained structured unstructured integrated generalized regularized "
    "randomized stacked shared nested linked mixed bounded delayed coupled uncoupled layered "
    "informed driven guided aided based aware conditioned conditional quantized factorized "
    "dilated fused connected disentangled retrieval-augmented point process image design force "
    "state search test label rank group place control share view store measure match set work "
    "study review record gain experience face speed change scale support stem cause move update "
    "translate need adversarial switching splatting painting editing denoising restoration "
    "captioning counting pricing trading driving walking cutting covering packing grasping "
    "inpainting matting deblurring rendering shadowing hashing caching bridging linking "
    "resolving screening branching damped forced leaking oversmoothing over-smoothing "
    "over-squashing oversquashing rewiring coarsening completing reading writing gaming "
    "recurring varying time-varying moving smoothing filtering mapping scaling weighting "
    "annealing bootstrapping"
)


def _forms(verb: str) -> set[str]:
    """Return the verb with its usual endings."""
    stem = verb.removesuffix("e")
    third = verb[:-1] + "ies" if verb.endswith("y") else verb + "s"
    past = verb[:-1] + "ied" if verb.endswith("y") else stem + "ed"
    return {verb, third, verb + "es", past, stem + "ing"}


VERBS = frozenset[str]().union(*map(_forms, _VERBS)) - _KEPT_FORMS | word_set(
    "found shown seen made taken given led built held kept known gave took grew grown chosen "
    "brought thought taught outperforming using used beginning becoming became began ran "
    "running set setting getting making taking"
)


@lru_cache(maxsize=65536)
def atoms(word: str) -> tuple[str, ...]:
    """Return the parts of a word between hyphens, each in lower case and singular."""
    return tuple(singular(part).lower() for part in _HYPHENS.split(word) if part) or (word.lower(),)


@lru_cache(maxsize=65536)
def is_modifier(word: str) -> bool:
    """Return whether a word can stand inside a name, in front of its head."""
    lower = word.lower()
    if not _HAS_LETTER.search(word) or len(word) == 1:
        return False
    if lower == word.upper():  # a script without capitals stands around names, not in them
        return False
    if lower in FUNCTION or lower in EVALUATIVE or lower in VERBS:
        return False
    if lower.endswith("ly") and lower not in {"supply", "anomaly", "assembly", "family", "poly"}:
        return False
    is_participle = lower.endswith(("ing", "ed")) and "-" not in lower and len(lower) > 5  # noqa: PLR2004 - "ring", "seed"
    return not is_participle or lower in _KEPT_FORMS or word[0].isupper()


@lru_cache(maxsize=65536)
def is_name(word: str) -> bool:
    """Return whether a word looks like a given name: inner capitals, or capitals with digits.

    "GraphSAGE", "BERT", "GPT-4", "k-NN" do; "Graph", "Graph-Based", "3D" do not.
    """
    if word.lower() in GENERIC or not word[0].isalnum() or _VARIABLE.fullmatch(word):
        return False
    parts = [part for part in _HYPHENS.split(word) if part]
    capitals = sum(c.isupper() for c in word)
    if capitals < 2 and not (capitals == 1 and any(c.isdigit() for c in word)):  # noqa: PLR2004 - one capital begins a sentence
        return False
    if len(parts) > 1 and all(part[1:].islower() or len(part) == 1 for part in parts):
        return any(len(part) == 1 for part in parts) and len(parts) == 2 and capitals == 2  # noqa: PLR2004 - "U-Net"
    return bool(_INNER_CAPITAL.match(word)) or capitals >= 1
