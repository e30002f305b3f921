"""Descriptions as people write them, and as they should not: what the rules of wording are measured on.

All written for this, in the manner of description of films, plays, lectures and nature films. `KEPT` keeps the rules; the
others break the one they are named for.
"""

from __future__ import annotations

KEPT = """
A woman dressed in white enters the hall.
Anna is seated at a painted table, her hands folded.
A car parked by the kerb starts its engine.
The abandoned house stands on a wooded hill.
He has arrived at the harbour and waits.
A bearded man in a torn coat limps along the pier.
Dawn. Mist covers the frozen lake.
Two children, wrapped in blankets, sit by the fire.
He finds the door locked and steps back.
She watches him, her head tilted.
The letter he left lies unopened on the desk.
The man who stole the ring walks away.
Covered in mud, the dog shakes itself dry.
A row of parked bicycles gleams in the sun.
Ben sets the cup down and cuts the bread.
The boys put on their coats and shut the gate.
They let the boat drift.
She gets dressed by candlelight.
He lies on the bed as if he were asleep.
His eyes are closed. His chest rises and falls.
The crowd, hushed, waits for the verdict.
A saw hangs above the bench beside a broken ladder.
A single rose lies on the grave.
The wounded soldier is carried into a tent.
A black-and-white photograph: three men on a raft.
She picks up the book that fell from the shelf.
On the wall, framed pictures of ships.
Tired, she leans against the tiled wall.
A deserted street. Newspapers blow across it.
The left hand holds a lit candle.
Smoke rises from the burnt ruins.
The sign reads: "We moved to Elm Street."
Text on screen: One year later. They married in Rome.
A stone tablet says: “Here stood the mill”.
His head turned away, he reaches for the phone.
Hundreds of red balloons drift over the flooded fields.
The naked branches scratch at the window.
A crooked sign swings in the wind.
Snow has fallen. Footprints lead to the shed.
He holds a bowl made of clay.
A man called the Fox slips through the fence.
The bride, given a bouquet, smiles.
An armed guard with a shaved head blocks the way.
The queen, crowned and robed, ascends the steps.
Once the ship has left the harbour, the men raise the sails.
After the guests have gone, Clara clears the table.
A chart with three coloured bars; the tallest is marked 2020.
The speaker points at the highlighted cell.
A cell divides. Two new cells drift apart.
A herd of elephants trudges through the dried riverbed.
A limping fox crosses the snow-covered field.
Curled up in its nest, the dormouse sleeps.
A rusted key hangs from a twisted nail.
He stares at the shattered glass.
The screen goes black.
The two women stand hand in hand on the deck.
She raises the camera to her eye and takes a picture.
He hangs a camera around his neck.
A shot rings out. Birds scatter.
He wipes his forehead, exhausted.
The ball, kicked high, lands in the river.
Her dress is torn and her feet are bare.
The flag hung from the balcony flutters.
A clown with a painted smile juggles three lit torches.
Inside, a bed, a chair and a speed boat poster.
They crouch behind a fallen tree.
The engine cut, the boat glides to the shore.
In a framed painting, a man in armour rides a white horse.
Rows of graves covered with fallen leaves.
A girl born blind runs her fingers over the carved stone.
The train they missed vanishes into the tunnel.
He feeds the caged bird and speeds up.
A beloved teacher is honoured by her students.
Beneath the arched ceiling, hooded figures kneel.
The moped sputters. Fred kicks it.
Set in gold, the stone glitters.
A rock split by the frost rests on the ledge.
Shot glasses line the polished bar.
A ring of stones, some upright, some fallen.
She spots the necklace the thief dropped.
A hedgehog, startled, rolls into a ball.
Now older, she reads by the window.
As the sun sets, the herd moves on.
The old mill, built of brick, towers over the pond.
He looks at the man seated beside him.
The scene of the accident is lit by blue lights.
The picture frame falls and shatters.
The two shake hands.
A tree split in two leans over the road.
The camp is deserted; a half-eaten meal lies on the table.
Wearing a faded uniform, the veteran salutes.
A painted lady butterfly lands on a thistle.
He is dragged from the car by two masked men.
A figure clad in armour strides forward.
The hunched figure, lit from behind, turns to face them.
Her hair tied back, Lucy scrubs the stained floor.
Rescued sailors huddle beneath tarpaulins.
The map is covered with coloured pins connected by string.
On a wooded slope, an unmarked van waits with its headlights dimmed.
Marked cards lie scattered on the felt.
The detective reads the note left by the victim.
A basket filled with apples stands beside the door.
A cloaked rider gallops past the ruined chapel.
They have been joined by a third man.
He has lost his hat.
The mother who raised them stands in the doorway.
A woman in a fitted suit, her lips pursed, taps a pen.
Excited, the dog runs in circles.
The lake has frozen over, and skaters glide across it.
Captain Reed salutes. The flag is lowered.
An aged hand turns the page of a leather-bound book.
Where the bridge stood, only pillars remain.
The plot rises steeply, then levels out.
A gloved hand slides a sealed envelope under the door.
Bored pupils doodle in their notebooks.
Grey-haired now, he still wears the ring she gave him.
The bride's veil, caught by the wind, drifts away.
One of the hooded monks lights a candle.
A bullet-riddled car burns at the roadside.
Sheep graze in a field bordered by stone walls.
A child's drawing pinned to the fridge.
The water, stirred by the oar, shimmers.
Exhausted runners cross the line.
He wakes with a start; the bed beside him is empty.
A cat sits curled on the unmade bed.
Crushed cans litter the ground.
The injured bird flaps a broken wing.
""".strip().splitlines()

IN_THE_PAST = """
The man walked to the door.
She opened the window and looked out.
He was standing by the river.
They were running across the field.
A dog barked at the moon.
The children sat on the grass.
Anna had a letter in her hand.
The ship left the harbour.
He took the cup and drank.
Two riders came over the hill.
She picked up the phone.
The sun went down behind the hills.
The old woman closed the book.
He slowly turned around.
It started to rain.
Ben put on his coat. He put the hat on the chair.
A boy threw a stone into the water.
The bird flew away.
They danced until dawn.
The door opened and a man stepped in.
She did not answer.
The soldiers marched past the church.
He smiled at her.
The car stopped at the lights.
I walked along the beach.
A fox appeared at the edge of the wood.
The teacher wrote a word on the board.
Clouds covered the sky.
The thief grabbed the bag and ran.
She knelt beside the bed.
The two women nodded and shook hands.
He suddenly jumped to his feet.
The king stood on the balcony.
Then he vanished.
The queen wore a red cloak.
A wave hit the boat, and it sank.
The girl held a kite.
His hands were tied.
The crowd cheered and waved flags.
Rain fell on the empty square.
Mary and Tom arrived at the station.
The waiter brought the soup.
He lay on the floor.
A train passed and they waited.
The cat chased the mouse.
The guards led him away.
She found her keys under the mat.
It was night.
The nurse handed him a glass.
He broke the seal and read the letter.
A large crowd gathered in the square.
The snow melted and the river rose.
The candles flickered.
He kissed her on the cheek.
Clara hid behind the curtain.
The plane landed in the desert.
The builders built a wall.
She gave him the map.
An owl sat on a branch and stared.
Leaves drifted to the ground.
They ate in silence.
The old man slept in his chair.
She drew a circle in the sand.
The lights went out.
We travelled to the coast.
The speaker showed a graph of sales.
The cell divided into two.
A man in a hat entered the bank.
The train pulled into the station.
She held the baby in her arms.
Suddenly the lights went out.
He pushed the door and it swung open.
The wind blew the papers away.
My uncle wore a grey coat.
An elephant drank from the pool.
They looked at each other and laughed.
The chef cut the onions and fried them.
Two boys rode their bikes down the lane.
There was a house on the hill.
The professor pointed at the slide.
A bell rang.
A woman carried a basket of fruit.
Later, he returned with a lamp.
Jack and Jill went up the hill.
The lion crept closer.
The mayor gave a speech.
She turned, smiled and waved.
He had a scar on his cheek.
The farmer drove the tractor into the barn.
The dancers spun across the stage.
A plane flew over the city.
His face grew pale.
The rain stopped.
The villagers built a wall around the well.
The couple kissed.
Slowly, the gate opened.
""".strip().splitlines()

OF_THE_PICTURE = """
We see a boat on a lake.
Here we can see two men at a table.
You see a forest.
A boat can be seen in the distance.
Anna is seen walking along the beach.
We are shown a map of Europe.
The camera pans across the valley.
The camera zooms in on her face.
The camera follows him up the stairs.
The image shows a red car.
This image depicts a mountain.
The picture shows a woman in a hat.
In this image, a dog sleeps.
The scene shows a busy street.
The video shows a man cooking.
In this frame, a child laughs.
The next shot shows a bridge.
We watch as the sun goes down.
A close-up of a hand.
Cut to a city at night.
An image of a church.
In the scene, three women talk.
A photo of a cat on a sofa.
The frame shows two birds.
The screen shows a shot of a river.
The footage captures a storm.
This is an image of a train.
We then see the king.
In the background of the image, a tower rises.
The viewer sees a house.
Our view shifts to the garden.
Zoom in on the letter.
The shot opens on a beach.
The clip features a man with a guitar.
Wir sehen ein Boot auf einem See.
Das Bild zeigt eine Frau mit Hut.
Die Kamera schwenkt über das Tal.
On voit un bateau sur un lac.
L'image montre une femme au chapeau.
La caméra suit l'homme dans l'escalier.
Vemos un barco en un lago.
La imagen muestra a una mujer con sombrero.
Si vede una barca sul lago.
L'immagine mostra una donna con un cappello.
Vemos um barco num lago.
A imagem mostra uma mulher de chapéu.
We zien een boot op een meer.
De camera volgt de man de trap op.
""".strip().splitlines()

NEVER_TO_BE_SPOKEN = """
I'm sorry, but I can't assist with that request.
I cannot identify people in images.
As an AI language model, I do not see pictures.
Error: 429 Too Many Requests.
HTTP 500
Traceback (most recent call last):
No description available.
[description]
{{caption}}
Description goes here
null
undefined
N/A
TODO: describe this
{"description": "A boat."}
Lorem ipsum dolor sit amet.
Sorry, I am unable to process this image.
The image could not be loaded.
Please provide an image so that I can describe it.
I'm unable to see the picture you are referring to.
<unk> <unk>
Unable to describe the video.
Es tut mir leid, aber dabei kann ich nicht helfen.
Je suis désolé, mais je ne peux pas décrire cette image.
Lo siento, no puedo ayudar con eso.
Keine Beschreibung verfügbar.
""".strip().splitlines()

SPOKEN_IN_OTHER_LANGUAGES = {
    "de": """
Ein Mann betritt die verlassene Halle.
Sie sitzt am gedeckten Tisch und liest.
Der Stand des alten Händlers ist leer.
Die bemalte Wand leuchtet in der Sonne.
Er hat eine Narbe im Gesicht und möchte gehen.
Ein Boot gleitet über den See. Die letzte Fähre legt ab.
Auf dem Schild steht: „Hier war die Mühle“.
Er trägt einen gestreiften Anzug, die Hände gefaltet.
Die Lage der Stadt ist auf der Karte markiert.
Der Zug hält. Niemand steigt aus.
""", "fr": """
Un homme entre dans la salle abandonnée.
Elle fait un pas et se tait. Il sait nager.
Le portrait d'une femme assise est accroché au mur.
Les enfants paient et essaient les chapeaux.
Il a les yeux fermés, les mains croisées.
La mer est calme. Un bateau passe au loin.
Elle disparaît derrière la porte fermée.
""", "es": """
Un hombre entra en la sala abandonada.
Ella está sentada y lee. Los niños acaban de llegar.
El dominó cae sobre la mesa pintada.
Un barón saluda a la multitud.
Tres mujeres graban un mensaje.
""", "it": """
Un uomo entra nella sala abbandonata.
La donna lava i piatti, però può sentire la pioggia.
Due schiavi sollevano la cassa. Un falò arde.
Lei è seduta, le mani giunte. Si leva il cappello.
""", "pt": """
Um homem entra na sala abandonada.
Os meninos param e olham para o mar. Eu sou o rei, diz a placa.
Ela grava uma mensagem e lava as mãos.
Elas viram as costas e esperam.
""", "nl": """
Een man loopt de verlaten hal in.
De was hangt te drogen. Zij zit aan de gedekte tafel.
Ze wil gaan. Beide vrouwen zwijgen.
Het gestrande schip ligt op het zand.
""",
}
PAST_IN_OTHER_LANGUAGES = {
    "de": "Ein Mann betrat die Halle.\nSie lächelte.\nDer Junge stand am Fenster.\nEs war Nacht.\nSie gingen nach Hause.\n"
          "Er nahm den Hut und ging.\nDie Frau hatte einen Brief in der Hand.",
    "fr": "Un homme entra dans la salle.\nElle était assise.\nLes enfants jouaient, ils avaient froid.\nIl marchait vite.\n"
          "Elle ouvrit la porte.",
    "es": "Un hombre entró en la sala.\nElla estaba sentada.\nLos niños jugaban en la calle.\nLlegaron tarde.\nEra de noche.",
    "it": "Un uomo entrò nella sala.\nLei era seduta.\nI bambini giocavano.\nArrivarono di notte.\nAveva un cappello.",
    "pt": "Um homem entrou na sala.\nEla estava sentada.\nAs crianças foram embora.\nEra noite.\nEle abriu a porta.",
    "nl": "Een man liep de hal in.\nZij was moe.\nDe kinderen speelden en lachten.\nHet werd nacht.\nHij keek naar de zee.",
}
