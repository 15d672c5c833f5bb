/** What each member looks at in one garment, for ensembles side by side. */
import { Columns } from '../../components/Columns';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { Switch } from '../../components/Switch';
import { useShared } from '../../share/link-state';
import { ImagePicker } from '../attack/ImagePicker';
import { useSubjects } from '../measured/use-subjects';
import { useSessionState } from '../session-context';
import { Compared } from '../shipped-choice/Compared';
import { EnsembleSaliency } from './EnsembleSaliency';
import styles from './Saliency.module.css';

export function SaliencyFigure() {
  const data = useSessionState((state) => state.data);
  const phase = useSessionState((state) => state.phase);
  const subjects = useSubjects();
  const [chosen, setImage] = useShared('saliency.image');
  const [masks, setMasks] = useShared('saliency.masks');
  if (!data) {
    return phase === 'failed' ? (
      <Notice tone="problem">No images to look at: the reason stands above.</Notice>
    ) : (
      <Progress label="Loading the images" />
    );
  }
  const image = chosen < data.heldOutLabels.length ? chosen : 0;
  return (
    <div className={styles.figure}>
      <div className={styles.controls}>
        <Compared />
        <ImagePicker data={data} image={image} onChange={setImage} label="Garment" />
        <Switch
          label="Only the strongest tenth of the pixels"
          on={masks}
          hint="The pixels that the Jaccard index compares."
          onChange={setMasks}
        />
      </div>
      <Columns least="20rem">
        {subjects.map((subject) => (
          <EnsembleSaliency
            key={subject.id}
            subject={subject}
            data={data}
            image={image}
            masks={masks}
          />
        ))}
      </Columns>
      <p className="small-note">
        Each map shows the size of the input gradient at every pixel, as a share of the member’s own
        largest, over the garment in grey. Random masks of a tenth of the pixels have a Jaccard
        index of about 0.05.
      </p>
    </div>
  );
}
