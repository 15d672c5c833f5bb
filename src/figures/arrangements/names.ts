/** What gradients are called in drawings and formulas. */
import { memberLabel } from '../../components/members';

/** "∇f₁", counted from 1. */
export function gradientName(index: number): string {
  return `∇${memberLabel(index)}`;
}
