// The ring around the voxel that is being looked at.

import { BufferAttribute, BufferGeometry, GLSL3, Points, ShaderMaterial } from '/three/build/three.module.js';

const VERTEX = `
uniform float size;
void main() {
  gl_PointSize = size;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

// White within black, to be seen on any colour.
const FRAGMENT = `
precision highp float;
out vec4 colour;
void main() {
  float radius = length(gl_PointCoord * 2.0 - 1.0);
  if (radius > 1.0 || radius < 0.45) {
    discard;
  }
  colour = vec4(vec3(radius > 0.6 && radius < 0.85 ? 1.0 : 0.0), 1.0);
}`;

export class Marker {
  constructor() {
    this.material = new ShaderMaterial({
      glslVersion: GLSL3, vertexShader: VERTEX, fragmentShader: FRAGMENT, depthTest: false, transparent: true,
      uniforms: { size: { value: 18 } },
    });
    this.ring = new Points(new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array(3), 3)),
      this.material);
    this.ring.frustumCulled = false;
    this.ring.renderOrder = 1;
  }

  /// @param vertex `{hemisphere, vertex}` where it is known which of the voxel's vertices is meant
  mark(hemispheres, voxel, vertex) {
    this.ring.removeFromParent();
    const hemisphere = vertex?.hemisphere ?? hemispheres.find(({ surface }) => surface.voxels.includes(voxel));
    if (voxel < 0 || !hemisphere) {
      return;
    }
    const at = vertex?.vertex ?? hemisphere.surface.voxels.indexOf(voxel);
    const { position } = this.ring.geometry.attributes;
    position.array.set(hemisphere.surface.positions.subarray(3 * at, 3 * at + 3));
    position.needsUpdate = true;
    hemisphere.group.add(this.ring);
  }

  scale(pixelRatio) {
    this.material.uniforms.size.value = 18 * pixelRatio;
  }
}
