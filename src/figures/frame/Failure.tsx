/** Catches what a figure throws while it is drawn or fetched, and says so in its place. */
import { Component, type ReactNode } from 'react';
import { Notice } from '../../components/Notice';
import { messageOf } from '../../data/message-of';

interface FailureProps {
  /** Of the figure. */
  readonly title: string;
  readonly children: ReactNode;
}

export class Failure extends Component<FailureProps, { readonly reason: string | null }> {
  override state = { reason: null };

  static getDerivedStateFromError(error: unknown) {
    return { reason: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.reason === null) return this.props.children;
    return (
      <Notice
        tone="problem"
        actions={[{ label: 'Reload the page', onClick: () => location.reload() }]}
      >
        This figure failed: {this.props.title}. {this.state.reason}
      </Notice>
    );
  }
}
